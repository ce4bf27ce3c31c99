from kuajie.notebook import fit_table as fit_table
from kuajie.notebook import load_fit as load_fit
from kuajie.notebook import new as new
from kuajie.notebook import read as read

__version__: str

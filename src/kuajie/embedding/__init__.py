"""Sentence embeddings from a model in a local directory: the Embedder port on Transformers."""

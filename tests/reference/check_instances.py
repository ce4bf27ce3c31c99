# ruff: noqa
# fmt: off
"""Independent checker (standard library only). Recomputes the objective of an answer and its gap to the proved bound."""
import sys, json, math, glob, os
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'instances')
FT = 1e-6
def resp(r, A):
    if A < 0: A = 0.0
    t = r['type']
    if t == 'sqrt': return r['a']*math.sqrt(A)
    if t == 'power': return r['a']*A**r['b'] if A > 0 else 0.0
    if t == 'log': return r['a']*math.log1p(A/r['K'])
    if t == 'exp': return -r['a']*math.expm1(-A/r['K'])
    if t == 'hill':
        if A <= 0: return 0.0
        return r['a']/(1.0+(r['K']/A)**r['h'])
    raise ValueError(t)
def evaluate(ins, spend, price=None):
    """returns (objective, list of violations, details). spend: dict id -> number or list of T numbers"""
    T = ins['T']; bad = []; S = {}
    ids = [c['id'] for c in ins['channels']]
    for k in spend:
        if k not in ids: bad.append(f'unknown channel {k}')
    for c in ins['channels']:
        v = spend.get(c['id'], 0.0); v = list(v) if isinstance(v, (list, tuple)) else [v]+[0.0]*(T-1) if T == 1 else [float(v)/T]*T
        if len(v) != T: bad.append(f"{c['id']}: {len(v)} values for {T} periods"); v = (v+[0.0]*T)[:T]
        if not all(isinstance(x, (int, float)) and math.isfinite(x) for x in v): bad.append(f"{c['id']}: not finite"); v = [0.0]*T
        lo, hi = c.get('min', 0.0), c.get('max', math.inf); tot = math.fsum(v)
        for t, x in enumerate(v):
            if x < lo-FT*max(1, lo): bad.append(f"{c['id']}[{t}]={x} below min {lo}")
            if x > hi+FT*max(1, hi if hi < math.inf else 1): bad.append(f"{c['id']}[{t}]={x} above max {hi}")
        if 'min_if_used' in c and tot > FT and tot < c['min_if_used']*(1-FT): bad.append(f"{c['id']} used with {tot} below min_if_used {c['min_if_used']}")
        S[c['id']] = v
    B = ins.get('budgets', {})
    for key in B:
        if key == 'weekly_total':
            for t in range(T):
                x = math.fsum(S[i][t] for i in ids)
                if x > B[key]+FT*max(1, B[key]): bad.append(f'weekly_total[{t}] {x} > {B[key]}')
        else:
            x = math.fsum(math.fsum(S[c['id']]) for c in ins['channels'] if key == 'total' or c['party'] == key)
            if x > B[key]+FT*max(1, B[key]): bad.append(f'budget {key}: {x} > {B[key]}')
    base = ins.get('base', 0.0); base = base if isinstance(base, list) else [base]*T
    if ins.get('coupling', 'sum') == 'product':
        m = {'P': 1.0, 'E': 1.0}
        for c in ins['channels']: m[c['party']] += resp(c['response'], S[c['id']][0])
        N = [ins['N0']*m['P']*m['E']]
    else:
        N = list(base)
        for c in ins['channels']:
            A = 0.0; rho = c.get('adstock', 0.0); se = c.get('season')
            for t in range(T):
                A = S[c['id']][t]+rho*A; N[t] += (se[t] if se else 1.0)*resp(c['response'], A)
    if 'price' in ins:
        P = ins['price']
        if price is None: bad.append('price missing'); price = P['max']
        if price < P['min']-FT or price > P['max']*(1+FT): bad.append(f"price {price} outside [{P['min']},{P['max']}]")
        g = (price/P['p0'])**(-P['e']) if P['type'] == 'elasticity' else 1/(1+math.exp(P['k']*(price-P['p0'])))
        unit = price*(1-P.get('refund', 0.0))-P.get('var_cost', 0.0)
    else: g, unit = 1.0, ins['unit_margin']
    cap = ins.get('capacity', math.inf); cap = cap if isinstance(cap, list) else [cap]*T
    sold = [min(cap[t], N[t]*g) for t in range(T)]
    spend_tot = math.fsum(math.fsum(v) for v in S.values())
    fixed = math.fsum(c.get('fixed_cost', 0.0) for c in ins['channels'] if math.fsum(S[c['id']]) > FT)
    obj = math.fsum(unit*x for x in sold)-ins.get('spend_weight', 1)*spend_tot-fixed
    return obj, bad, dict(sold=math.fsum(sold), spend=spend_tot, fixed=fixed, unit=unit)
def load(i):
    m = [p for p in glob.glob(os.path.join(HERE, '*.json')) if os.path.basename(p).startswith(i)]
    if not m: raise SystemExit(f'no instance {i}')
    return json.load(open(m[0]))
def report(ins, spend, price, tag):
    o, bad, d = evaluate(ins, spend, price); ub, bk = ins['upper_bound']['value'], ins['best_known']['objective']; sc = max(1e-9, abs(bk))
    if bad: print(f"{ins['id']:4s} {tag:12s} INFEASIBLE {len(bad)}: "+'; '.join(bad[:3])); return 2
    g, gb = (ub-o)/sc, (bk-o)/sc
    flag = 'BOUND BROKEN' if g < -1e-6 else ('new best' if gb < -1e-8 else ('optimal' if g < 1e-6 else ''))
    print(f"{ins['id']:4s} {tag:12s} objective {o:.9g}  gap to bound {100*g:.6f}%  gap to best known {100*gb:.6f}%  {flag}"); return 1 if 'BROKEN' in flag else 0
def main(a):
    rc = 0
    if a and a[0] == '--self':
        for p in sorted(glob.glob(os.path.join(HERE, '*.json'))):
            ins = json.load(open(p)); b = ins['best_known']; rc |= report(ins, dict(zip([c['id'] for c in ins['channels']], b['spend'])), b.get('price'), 'best_known')
            if abs(evaluate(ins, dict(zip([c['id'] for c in ins['channels']], b['spend'])), b.get('price'))[0]-b['objective']) > 1e-8*abs(b['objective']): print('   stored objective differs'); rc = 1
        return rc
    if not a: print(__doc__); return 2
    for p in a:
        x = json.load(open(p))
        for ans in x if isinstance(x, list) else [x]:
            ins = load(ans['instance']); rc |= report(ins, ans['spend'], ans.get('price'), os.path.basename(p)[:12])
    return rc
if __name__ == '__main__': sys.exit(main(sys.argv[1:]))

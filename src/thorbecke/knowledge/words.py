"""Word lists for the readability measure: abbreviations, and words that need an explanation.

A word in ``JARGON`` must be explained in ``data/glossary.json``; ``thorbecke knowledge check`` says
which are not. Add a word here when a reader may not know it, and its explanation there.
"""

from __future__ import annotations

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = """
art artt bijv blz bv ca cq d.w.z dhr dr drs e.a e.d e.v enz etc evt excl i.p.v i.v.m incl ing
ir jhr jl km lid m.b.t m.i.v max mevr min ml mln mr mrd n.a.v n.v.t nl no nr nrs o.a o.b.v
o.g.v o.m pag par plm prof resp sr st stb t.a.v t.b.v t.g.v t.m t.o.v t.w tel tk vgl z.s.m zgn
"""

# Administration, law and methods; one word or expression a line, lower case.
_JARGON = """
adviescommissie
algoritme
algoritmen
ambtelijke fusie
amendement
autonomie
avg
awb
bedrijfsvoeringsorganisatie
bestuurscommissie
brp
bsn
buitenplans
buitenplanse
burgerbegroting
burgerbegrotingen
burgerberaad
burgerberaden
burgerforum
burgerinitiatief
burgerjury
burgerjury's
burgerraad
burgertop
bzk
centrumregeling
co-creatie
coalitie
college
colleges
correctief
decentraal
decreet
delegatie
deliberatie
doelmatig
doelmatigheid
doeltreffend
doeltreffendheid
dorpsbelang
dpia
en 301 549
enquête
evenredige vertegenwoordiging
experimentwet
federatie
federatiegemeente
federaties
fractie
fracties
gemeenschappelijke regeling
gemeenschappelijke regelingen
gewogen loting
griffier
griffiers
herindeling
hybride
inspraakverordening
interpellatie
kamerstuk
kern
kernen
kiesdeler
kiesgerechtigden
kiesstelsel
kroon
kroonbenoeming
legitimatie
liquid democracy
liquid democratie
loting
mandaat
medebewind
meningenkaart
motie
moties
openbaar lichaam
opgave
opiniekaart
oppositie
participatieverordening
participatieverordeningen
peildatum
persoonsgegevens
pol.is
quorum
raadgevend
raadplegend
raadsakkoord
raadsakkoorden
raadscommissie
raadsenquête
raadsprogramma
rechtmatigheid
referenda
referendum
referendumverordening
reglement
rekenkamer
rekenkamerfunctie
rekenkamers
restzetel
restzetels
right to challenge
stemgerechtigden
stempas
stv
subsidie
subsidies
tweede lezing
uavg
uitdaagrecht
verordening
verordeningen
vng
volksraadpleging
voorkeurdrempel
wcag
wethouder
wethouders
wgr
woo
zienswijze
zonder last
"""

ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
JARGON = tuple(line for line in _JARGON.splitlines() if line)

"""What stands in ``LEESMIJ.txt`` of every bundle."""

README = """\
UITSLAGBUNDEL

Met dit bestand kunt u een uitslag zelf narekenen. Dat kan op twee manieren.

1. Met Python 3.9 of nieuwer, zonder iets te installeren:
       python3 verify.py bundel.zip
   Vertrouwt u verify.py in deze bundel niet? Haal het bestand dan ergens anders,
   of schrijf zelf een programma. Het hele formaat staat beschreven in docs/records.md.

2. Met Thorbecke, dat alle telmethoden kent:
       thorbecke verify bundel.zip

Vergelijk daarna zelf twee dingen met wat op de website is bekendgemaakt: het zegel (seal) van
de sluiting, en de sleutel (key) van de handtekening. Geef ze mee:
       python3 verify.py bundel.zip ZEGEL
       thorbecke verify bundel.zip --root ZEGEL --key SLEUTEL
Alleen zo ziet u ook een bundel die helemaal is nagemaakt.

Wat zit erin?
  record.json     wat is gevraagd, hoe is geteld, en de uitslag
  ballots.json    de stembiljetten, zonder namen
  receipts.json   de ontvangstcodes, als die apart zijn bekendgemaakt
  inputs/         wat er is geteld, als het geen stembiljetten zijn
  log.json        het logboek: elke stap van de organisatie, aan elkaar geketend
  manifest.json   van elk bestand de controlesom (SHA-256)
  signature.json  de handtekening onder manifest.json

Alles in deze bundel mag u vrij gebruiken (CC0 1.0).

RECORD BUNDLE

With this file you can recompute an outcome yourself: `python3 verify.py bundle.zip`
(Python 3.9 or newer, nothing to install), or `thorbecke verify bundle.zip` for every method.
Compare the seal of the closing and the key of the signature with what was announced on the website:
give them with --root and --key. Only so a bundle that was forged as a whole is seen.
"""

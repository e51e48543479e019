import time, pathlib, os
from thorbecke.web.library.bundles import collecting
from thorbecke.web.library.bundles.documents.build import build
from thorbecke.web.library.bundles.formats import FORMATS
def test_x(filled):
    b,_=filled(30,("scenario","theme","principle","rule","bill","instrument"))
    collecting.describe(b,"Inwoners laten meebeslissen","Voor de raadswerkgroep Lokale democratie","Beste leden,\n\nIn deze bundel vindt u **voorbeelden** uit het hele land. 😀 Zie https://vng.nl/iets.\n\n- een\n- twee "+"x"*200)
    it=b.items.get(position=1); collecting.introduce(b,it.pk,"Dit kozen wij omdat #eval(\"1\") ] $ \\ het past.\nTweede regel 文字.")
    b.refresh_from_db(); d=build(b)
    for n,f in FORMATS.items():
        t=time.time(); x=f.render(d,lambda p,s:None); print(n,len(x),time.time()-t); pathlib.Path(f"/tmp/bundle_out.{n}").write_bytes(x)
    t=time.time(); FORMATS["pdf"].render(d,lambda p,s:None); print(time.time()-t)

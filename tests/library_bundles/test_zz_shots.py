import pytest
from playwright.sync_api import sync_playwright
from thorbecke.web.library.bundles import collecting, access
from django.http import HttpResponse
@pytest.mark.browser
def test_shots(live_server, filled, transactional_db):
    b,t=filled(4,("scenario","rule"))
    collecting.describe(b,"Inwoners laten meebeslissen","Voor de raadswerkgroep Lokale democratie","Beste leden,\n\nIn deze bundel vindt u **voorbeelden** uit het hele land.\n\n- een\n- twee")
    it=b.items.order_by("position")[1]; collecting.introduce(b,it.pk,"Dit kozen wij omdat het past bij onze wijk.")
    b2,_=filled(12)
    case6=b2.items.get(position=6).entry; collecting.add(b,case6); 
    gone=b.items.get(position=6).entry; gone.data=None; gone.save()
    r=HttpResponse(); access.remember(r,t)
    with sync_playwright() as p:
        br=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox"])
        for w,scheme in ((360,"light"),(1280,"light"),(1280,"dark")):
            c=br.new_context(viewport={"width":w,"height":900},color_scheme=scheme)
            pg=c.new_page(); msgs=[]; pg.on("console",lambda m:msgs.append(m.text))
            pg.goto(live_server.url+"/bundel/"); pg.screenshot(path=f"/tmp/shot_start_{w}_{scheme}.png",full_page=True)
            pg.goto(live_server.url+f"/bundel/toevoegen/case/{case6.slug}/"); pg.screenshot(path=f"/tmp/shot_add_{w}_{scheme}.png")
            pg.goto(live_server.url+f"/bundel/bewerk/{t}/"); pg.screenshot(path=f"/tmp/shot_bundle_{w}_{scheme}.png",full_page=True)
            print(w, pg.evaluate("document.documentElement.scrollWidth"))
            pg.goto(live_server.url+f"/bundel/{b.token}/"); pg.screenshot(path=f"/tmp/shot_read_{w}_{scheme}.png",full_page=True)
            print(w, pg.evaluate("document.documentElement.scrollWidth"))
            pg.click("text=E-boek (EPUB)"); pg.wait_for_timeout(500); pg.screenshot(path=f"/tmp/shot_doc_{w}_{scheme}.png"); print(pg.url, msgs)
            from axe_playwright_python.sync_playwright import Axe
            for u in ("/bundel/",f"/bundel/{b.token}/",f"/bundel/toevoegen/case/{case6.slug}/"):
                pg.goto(live_server.url+u); res=Axe().run(pg,options={"runOnly":["wcag2a","wcag2aa","wcag21aa","wcag22aa"]}); print(u,res.violations_count, [ (v["id"],[n["html"][:150] for n in v["nodes"][:2]]) for v in res.response["violations"]])
        br.close()

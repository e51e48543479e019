import pytest

pytestmark = pytest.mark.usefixtures("library")

@pytest.mark.parametrize("p", ["/regelruimte/","/regelruimte/artikel/gem-150/","/regelruimte/instrumenten/","/regelruimte/instrument/sortition-panel/","/regelruimte/wetsvoorstellen/","/regelruimte/wetsvoorstel/36641/","/regelruimte/raadsgrootte/","/gemeenten/","/gemeenten/s-gravenhage/","/gemeenten/kies/","/kaart/"])
def test_it(client, p, django_assert_max_num_queries):
    client.get(p)
    with django_assert_max_num_queries(12) as c:
        r = client.get(p)
    print(p, len(c), len(r.content))
    assert r.status_code == 200

from opstap import clock


def test_the_region_stands(regio):
    assert regio.namens(regio.begeleider).rol == "begeleider"
    assert clock.vandaag()

import pytest

from pipeline.corpora.evidence.riders import riders

FORBIDDING = """
commercial use: DO NOT use this dataset for commercial use.
commercial use: MIT License for non-commercial use.
commercial use: This dataset is for research purposes only.
commercial use: The corpus may only be used for academic research.
commercial use: Commercial use is strictly prohibited.
commercial use: Commercial use is not allowed without permission.
commercial use: For commercial use, please contact us.
commercial use: The data are restricted to research use.
commercial use: It must not be used for profit.
commercial use: Research use only.
commercial use: 상업적 이용을 금지합니다.
commercial use: 상업적 용도로 사용할 수 없습니다.
commercial use: 비상업적 목적으로만 사용 가능합니다.
commercial use: 연구 목적으로만 이용할 수 있습니다.
commercial use: 학술 연구 목적에 한하여 제공됩니다.
commercial use: 데이터의 상업적 사용의 경우, `corpus@village.example` 으로 문의 부탁드립니다.
commercial use: 영리 목적의 사용을 금합니다.
commercial use: 상업적 이용은 별도의 허가가 필요합니다.
redistribution: You may not redistribute the data.
redistribution: Redistribution is prohibited.
redistribution: 무단 전재 및 재배포 금지
redistribution: 재배포를 금지합니다.
changes: No derivatives are allowed.
changes: You may not modify the corpus or create derivative works.
changes: 2차적 저작물 작성을 금지합니다.
changes: 변경 금지
all rights reserved: Copyright 2020. All rights reserved.
all rights reserved: 기사의 저작권은 각 언론사에 있습니다.
some uses: It must not be used to train models that insult.
"""
FREE = """
It may be used for commercial purposes.
You can use it commercially, even for profit.
Use is not restricted to non-commercial purposes.
If you use this for research purposes, please cite our paper.
The publisher gave permission to drop the "NC" restriction from the license.
The data may be used for both commercial and non-commercial purposes.
Free for academic and commercial use.
Commercial use is permitted. There are no restrictions on commercial use.
The dataset was built for research purposes.
The sentences were collected from non-commercial blogs.
We did not modify the labels. The text was not modified.
Some rights reserved.
상업적 이용이 가능합니다.
상업적, 비상업적 이용가능
비상업적 목적에 한정되지 않습니다.
영리 목적을 포함하여 자유롭게 사용할 수 있습니다.
상업적 이용 시 출처를 밝혀 주세요.
연구에 활용할 경우 논문을 인용해 주세요.
연구 목적으로 구축한 말뭉치입니다.
"""


@pytest.mark.parametrize("line", FORBIDDING.strip().splitlines())
def test_a_restriction_is_found(line):
    forbids, _, sentence = line.partition(": ")
    assert forbids in [rider.forbids for rider in riders(sentence)]


@pytest.mark.parametrize("sentence", FREE.strip().splitlines())
def test_a_permission_is_no_restriction(sentence):
    assert list(riders(sentence)) == []

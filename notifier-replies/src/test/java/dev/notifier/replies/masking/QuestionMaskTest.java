package dev.notifier.replies.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the bhyt cua toi het han chua|the bhyt cua toi het han chua",
        "Tra thẻ HC4010110129425 giúp tôi|Tra thẻ # giúp tôi",
        "sdt toi la 0912345678|sdt toi la #",
        "goi cho toi 0912 345 678 nhe|goi cho toi # nhe",
        "goi cho toi 09 12 34 56 78 nhe|goi cho toi # nhe",
        "toi 60 tuoi duoc chua|toi 60 tuoi duoc chua",
        "gui ve mail an.nguyen@example.com gium|gui ve mail # gium",
        "ten toi la Lo Thi Mai, the cua toi dau|ten toi la # the cua toi dau",
        "nguyen van an hoi the bhyt|# hoi the bhyt",
        "TOI LA TRAN THI HOA MUON HOI THE|TOI LA # MUON HOI THE",
        "vang a pao chua co the|# chua co the",
        "hồ sơ của ông Giàng Seo Phử tới đâu rồi|hồ sơ của ông # tới đâu rồi",
        "chị Mai ở bảo hiểm bảo tôi chờ|chị # ở bảo hiểm bảo tôi chờ",
        "Thẻ BHYT của tôi hết hạn chưa|Thẻ BHYT của tôi hết hạn chưa",
        "My name is John Smith where is my card|My name is # where is my card",
        "sinh 12/05/1980 ma 123|sinh # ma #",
      })
  void replacesNumbersIdentifiersAndNames(String text, String masked) {
    assertThat(QuestionMask.mask(text)).isEqualTo(masked);
  }

  @Test
  void equalQuestionsAreOneGroup() {
    assertThat(QuestionMask.group(QuestionMask.mask("Thẻ  BHYT, của tôi: đâu?!")))
        .isEqualTo("the bhyt cua toi dau");
    assertThat(QuestionMask.group(QuestionMask.mask("the bhyt cua toi dau")))
        .isEqualTo("the bhyt cua toi dau");
    assertThat(QuestionMask.group(QuestionMask.mask("ma 1234567 dau")))
        .isEqualTo(QuestionMask.group(QuestionMask.mask("mã 7654321 đâu")));
  }

  @Test
  void anyTextHasAResult() {
    assertThat(QuestionMask.mask("")).isEmpty();
    assertThat(QuestionMask.mask(" \n\t ")).isEmpty();
    assertThat(QuestionMask.mask("x".repeat(10_000))).isEqualTo("#");
    assertThat(QuestionMask.mask("a ".repeat(10_000)).length())
        .isLessThanOrEqualTo(QuestionMask.MAX_UNITS);
    assertThat(QuestionMask.group("#".repeat(400)).length())
        .isLessThanOrEqualTo(QuestionMask.MAX_GROUP_UNITS);
    assertThat(QuestionMask.mask("\uD83D\uDE00 \uD83D")).isNotNull();
  }
}

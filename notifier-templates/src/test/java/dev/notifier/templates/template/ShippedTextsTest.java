package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the shipped templates for the samples of each event type. */
class ShippedTextsTest {
  private final ShippedRenderer renderer = new ShippedRenderer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // type, locale, units and segments of the typical sample, segments of the longest, text
        "account.password.reset | vi | 98 | 1 | 1 | BHXHVN: Mat khau moi cua tai khoan xxxxxx9425 la 22ab99. Khong cho ai biet, doi ngay khi dang nhap",
        "account.password.reset | en | 99 | 1 | 1 | BHXHVN: the new password of account xxxxxx9425 is 22ab99. Tell nobody and change it when you log in",
        "benefit.paid | vi | 112 | 1 | 2 | BHXHVN: Da chuyen 21.060.000 dong (che do thai san) vao tai khoan xxxx4821 cua Ba Nguyen Thi Lan ngay 12/11/2026",
        "benefit.paid | en | 104 | 1 | 2 | BHXHVN: 21.060.000 VND (che do thai san) was sent to account xxxx4821 of Ba Nguyen Thi Lan on 12/11/2026",
        "card.expiring | vi | 135 | 1 | 2 | BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026. Gia han truoc 31/12/2026 de khong gian doan quyen loi. Hoi: 1900.9068",
        "card.expiring | en | 142 | 1 | 2 | BHXHVN: the health card xxxxxx9425 of Ba Lo Thi Mai expires on 31/12/2026. Renew before 31/12/2026 so cover is not interrupted. Ask: 1900.9068",
        "card.renewed | vi | 123 | 1 | 2 | BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai co gia tri tu 01/01/2027 den 31/12/2027. Noi KCB ban dau: TTYT huyen Moc Chau",
        "card.renewed | en | 133 | 1 | 2 | BHXHVN: the health card xxxxxx9425 of Ba Lo Thi Mai is valid from 01/01/2027 to 31/12/2027. First-visit facility: TTYT huyen Moc Chau",
        "card.suspended | vi | 125 | 1 | 2 | BHXHVN: The BHYT xxxxxx9425 cua Ong Tran Van Nam tam dung gia tri tu 01/12/2026. Ly do: don vi cham dong BHYT. Hoi: 1900.9068",
        "card.suspended | en | 130 | 1 | 2 | BHXHVN: the health card xxxxxx9425 of Ong Tran Van Nam is suspended from 01/12/2026. Reason: don vi cham dong BHYT. Ask: 1900.9068",
        "case.decided | vi | 125 | 2 | 4 | BHXHVN: Hồ sơ 04486.G/2026/08708 đã có kết quả ngày 09/11/2026. Ông Trần Văn Nam nhận tại BHXH cơ sở Mộc Châu, mang theo CCCD",
        "case.decided | en | 133 | 2 | 4 | BHXHVN: file 04486.G/2026/08708 was decided on 09/11/2026. Ông Trần Văn Nam can collect it at BHXH cơ sở Mộc Châu; bring your ID card",
        "case.delayed | vi | 152 | 1 | 2 | BHXHVN: Ho so 04486.G/2026/08708 can them thoi gian. Ngay tra ket qua 09/11/2026 doi sang 23/11/2026. Ly do: can xac minh thoi gian dong. Hoi: 1900.9068",
        "case.delayed | en | 155 | 1 | 2 | BHXHVN: file 04486.G/2026/08708 needs more time. The result due on 09/11/2026 is now due on 23/11/2026. Reason: can xac minh thoi gian dong. Ask: 1900.9068",
        "case.incomplete | vi | 135 | 1 | 3 | BHXHVN: Ho so 04486.G/2026/08708 con thieu: so BHXH, ban sao CCCD. Can bo sung truoc 20/11/2026 tai BHXH co so Moc Chau. Hoi: 1900.9068",
        "case.incomplete | en | 138 | 1 | 3 | BHXHVN: file 04486.G/2026/08708 still lacks: so BHXH, ban sao CCCD. Please add it before 20/11/2026 at BHXH co so Moc Chau. Ask: 1900.9068",
        "case.received | vi | 151 | 1 | 2 | BHXHVN: Da nhan ho so 04486.G/2026/08708 (huong BHXH mot lan) cua Ong Tran Van Nam ngay 02/11/2026. Hen tra ket qua: 09/11/2026 tai BHXH co so Moc Chau",
        "case.received | en | 141 | 1 | 2 | BHXHVN: file 04486.G/2026/08708 (huong BHXH mot lan) of Ong Tran Van Nam received on 02/11/2026. Result due 09/11/2026 at BHXH co so Moc Chau",
        "contribution.overdue | vi | 135 | 1 | 2 | BHXHVN: Cong ty May An Phat cham dong BHXH, BHYT cua Ong Tran Van Nam tu thang 08/2026 den thang 10/2026. Hoi don vi hoac goi 1900.9068",
        "contribution.overdue | en | 151 | 1 | 2 | BHXHVN: Cong ty May An Phat is late paying social and health insurance of Ong Tran Van Nam from 08/2026 to 10/2026. Ask your employer or call 1900.9068",
        "contribution.received | vi | 142 | 1 | 2 | BHXHVN: Ba Nguyen Thi Lan (ma xxxxxx9425) da duoc Cty May An Phat dong BHXH, BHYT, BHTN thang 10/2026. Tong thoi gian dong BHXH: 9 nam 7 thang",
        "contribution.received | en | 160 | 1 | 2 | BHXHVN: Cty May An Phat has paid social, health and unemployment insurance for Ba Nguyen Thi Lan (no. xxxxxx9425) for 10/2026. Total time paid: 9 years 7 months",
        "contribution.stopped | vi | 149 | 1 | 2 | BHXHVN: Cong ty May An Phat da ngung dong BHXH cho Ong Tran Van Nam (ma xxxxxx6123) tu thang 11/2026. Co vuong mac, lien he don vi hoac goi 1900.9068",
        "contribution.stopped | en | 162 | 2 | 2 | BHXHVN: Cong ty May An Phat has stopped paying social insurance for Ong Tran Van Nam (no. xxxxxx6123) from 11/2026. Questions: ask your employer or call 1900.9068",
        "employer.payment.received | vi | 128 | 1 | 2 | BHXHVN: Cty TNHH May An Phat (TA1234B) da nop 128.450.000 dong ngay 05/11/2026. Can ho tro lien he BHXH TP. Ha Noi, DT 1900.9068",
        "employer.payment.received | en | 123 | 1 | 2 | BHXHVN: Cty TNHH May An Phat (TA1234B) paid 128.450.000 VND on 05/11/2026. For help contact BHXH TP. Ha Noi, tel. 1900.9068",
        "employer.statement.issued | vi | 183 | 2 | 2 | BHXHVN kinh gui Cty TNHH May An Phat: Da dong thang 10/2026: 128.450.000 dong; chuyen sang: -2.541.737 dong; du tinh phai dong thang 11/2026: 131.964.403 dong. Lien he BHXH TP. Ha Noi",
        "employer.statement.issued | en | 159 | 1 | 2 | BHXHVN to Cty TNHH May An Phat: paid for 10/2026: 128.450.000 VND; carried over: -2.541.737 VND; expected for 11/2026: 131.964.403 VND. Contact BHXH TP. Ha Noi",
        "facility.report.accepted | vi | 126 | 1 | 1 | BHXHVN: Thang 10/2026, ma CSKCB 01909: da nhan 10.132 luot, de nghi thanh toan 11.967.526.000 dong, gui dung ngay 72 phan tram",
        "facility.report.accepted | en | 108 | 1 | 1 | BHXHVN: 10/2026, facility 01909: 10.132 visits received, 11.967.526.000 VND claimed, 72 percent sent on time",
        "notice.published | vi | 105 | 1 | 5 | BHXHVN: Tu 01/12/2026 the BHYT dung ma so moi. The cu van co gia tri den khi duoc doi. Tu choi: 1900.9068",
        "notice.published | en | 107 | 1 | 5 | BHXHVN: Tu 01/12/2026 the BHYT dung ma so moi. The cu van co gia tri den khi duoc doi. To refuse: 1900.9068",
        "pension.scheduled | vi | 137 | 1 | 2 | BHXHVN: Luong huu, tro cap thang 12/2026 cua Ong Quang Van Tam duoc chi tra tu ngay 05/12/2026 tai Buu dien xa Chieng San. Hoi: 1900.9068",
        "pension.scheduled | en | 130 | 1 | 2 | BHXHVN: pension and allowances of Ong Quang Van Tam for 12/2026 are paid from 05/12/2026 at Buu dien xa Chieng San. Ask: 1900.9068",
        "reply.answered | vi | 70 | 1 | 3 | BHXHVN: So nay nhan lai tin thong tin chung. Dung: soan BH TC gui 8079",
        "reply.answered | en | 70 | 1 | 3 | BHXHVN: So nay nhan lai tin thong tin chung. Dung: soan BH TC gui 8079",
        "reply.card-validity | vi | 150 | 1 | 2 | BHXHVN: The BHYT xxxxxx9425 con gia tri, tu 01/01/2026 den 31/12/2026. KCB ban dau: TTYT huyen Moc Chau. Du 5 nam lien tuc: 01/03/2027. Hoi: 1900.9068",
        "reply.card-validity | en | 158 | 1 | 2 | BHXHVN: health card xxxxxx9425 is valid, from 01/01/2026 to 31/12/2026. First visit: TTYT huyen Moc Chau. Five years without a gap: 01/03/2027. Ask: 1900.9068",
        "reply.case-status | vi | 155 | 1 | 3 | BHXHVN: Ho so 04486.G/2026/08708 (huong BHXH mot lan) dang giai quyet. Ngay nhan: 02/11/2026. Hen tra: 09/11/2026. Tai: BHXH co so Moc Chau. Hoi: 1900.9068",
        "reply.case-status | en | 151 | 1 | 3 | BHXHVN: file 04486.G/2026/08708 (huong BHXH mot lan) is in progress. Received: 02/11/2026. Due: 09/11/2026. Office: BHXH co so Moc Chau. Ask: 1900.9068",
        "reply.contribution-record | vi | 86 | 1 | 1 | BHXHVN: Ma so xxxxxx9425. Tong thoi gian dong BHXH: 9 nam 7 thang; BHTN: 8 nam 8 thang",
        "reply.contribution-record | en | 107 | 1 | 2 | BHXHVN: no. xxxxxx9425. Social insurance in all: 9 years 7 months; unemployment insurance: 8 years 8 months",
        "reply.new-password | vi | 117 | 1 | 1 | BHXHVN: Cap lai mat khau thanh cong. Tai khoan xxxxxx9425, mat khau 22ab99. Khong cho ai biet, doi ngay khi dang nhap",
        "reply.new-password | en | 104 | 1 | 1 | BHXHVN: new password set. Account xxxxxx9425, password 22ab99. Tell nobody and change it when you log in",
        "visit.recorded | vi | 133 | 1 | 2 | BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai duoc dung de KCB tai TTYT huyen Moc Chau ngay 18/11/2026. Neu khong dung, goi 1900.9068",
        "visit.recorded | en | 131 | 1 | 2 | BHXHVN: the health card xxxxxx9425 of Ba Lo Thi Mai was used at TTYT huyen Moc Chau on 18/11/2026. If this is wrong, call 1900.9068",
        "voluntary.due | vi | 138 | 1 | 2 | BHXHVN: Ong Pham Van An (ma xxxxxx2674) da dong BHXH tu nguyen den 30/11/2026, tong 1 nam 3 thang. De dong tiep, moi dong truoc 01/01/2027",
        "voluntary.due | en | 160 | 1 | 2 | BHXHVN: Ong Pham Van An (no. xxxxxx2674) has paid voluntary social insurance up to 30/11/2026, 1 year 3 months in all. To continue, please pay before 01/01/2027",
        "voluntary.received | vi | 115 | 1 | 2 | BHXHVN: Da nhan 990.000 dong tien BHXH tu nguyen cua Ong Pham Van An, cho cac thang 12/2026 den 02/2027. Cam on Ong",
        "voluntary.received | en | 120 | 1 | 2 | BHXHVN: 990.000 VND of voluntary social insurance received from Ong Pham Van An for months 12/2026 to 02/2027. Thank you",
      })
  void rendersTheShippedTexts(
      String type, String locale, int units, int segments, int longestSegments, String text) {
    Rendered typical = rendered(type, locale, withoutArea(ShippedSamples.sample(type, "typical")));
    assertThat(typical.text()).isEqualTo(text);
    assertThat(typical.segmentedText().units()).isEqualTo(units);
    assertThat(typical.segmentedText().count()).isEqualTo(segments);
    assertThat(typical.template().locale()).isEqualTo(locale);
    Rendered longest = rendered(type, locale, withoutArea(ShippedSamples.sample(type, "longest")));
    assertThat(longest.segmentedText().count()).isEqualTo(longestSegments);
  }

  @Test
  void rendersAShortTextWithDiacriticsForLivingAreas() {
    Map<String, Object> sample = ShippedSamples.sample("card.expiring", "typical");
    Rendered inK2 = rendered("card.expiring", "vi", sample);
    assertThat(inK2.text())
        .isEqualTo("BHXHVN: Thẻ BHYT của Bà Mai hết hạn 31/12/2026. Mời Bà đóng tiếp.");
    assertThat(inK2.segmentedText().units()).isEqualTo(65);
    assertThat(inK2.segmentedText().count()).isEqualTo(1);
    assertThat(rendered("card.expiring", "rad", withoutArea(sample)).text()).isEqualTo(inK2.text());
    assertThat(rendered("card.expiring", "en", sample).text()).startsWith("BHXHVN: the health");
  }

  private Rendered rendered(String type, String locale, Map<String, Object> data) {
    return (Rendered)
        renderer.render(new RenderRequest(type, locale, data, CarrierTextSettings.DEFAULT));
  }

  private static Map<String, Object> withoutArea(Map<String, Object> sample) {
    Map<String, Object> data = new HashMap<>(sample);
    Map<Object, Object> recipient =
        new HashMap<>((Map<?, ?>) Objects.requireNonNull(data.get("recipient")));
    recipient.remove("livingArea");
    data.put("recipient", recipient);
    return data;
  }
}

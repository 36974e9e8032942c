package dev.notifier.console.person;

import dev.notifier.console.messages.TestMessages;
import dev.notifier.console.server.StubApi;

/** A person that the HTTP interface knows. */
final class TestPeople {
  static final String PHONE = "0391 234 567";
  static final String NAME = "Lo Thi Mai";

  private static final String TIMELINE =
      """
      {"carrier":{"name":"vinaphone","learnedFrom":"porting-file","since":"2026-10-31T17:00:00Z"},"items":[
        {"kind":"recorded","at":"2026-12-01T01:20:00Z","phone":"+84391234567",
         "text":"Asked for the nearest office","recorded":{"channel":"hotline","knowledgeEntry":"renew-card"}},
        {"kind":"received","at":"2026-11-30T17:30:00Z","text":"HUY","address":"8079","phone":"+84391234567"},
        {"kind":"sent","at":"2026-11-30T16:30:02Z","notificationId":"%s",
         "type":"card.expiring","phone":"+84391234567",
         "template":{"tenant":"default","id":"card-expiring","version":3,"locale":"vi"},
         "text":"BHXHVN: The BHYT cua Ba Lo Thi Mai het han 31/12/2026.",
         "state":"REJECTED","stateWords":{"vi":"Nhà mạng từ chối","en":"Rejected by the carrier"},
         "reason":"CARRIER_INVALID_DESTINATION","finishedAt":"2026-11-30T17:30:00Z"}],
       "next":"Xb0F3","complete":true}
      """
          .formatted(TestMessages.REJECTED);

  private TestPeople() {}

  /** Has the HTTP interface know the person. */
  static void answer(StubApi api) {
    TestMessages.answer(api);
    api.answer("POST", "/v1/people/timeline", 200, TIMELINE);
    api.answer(
        "POST",
        "/v1/recipients/search",
        200,
        """
        {"recipients":[{"personRef":"P-7731","phones":[{"phone":"+84391234567","preferred":true,
           "carrier":{"name":"viettel","learnedFrom":"prefix","since":null},"sharedBy":2}],
          "locale":"vi","kind":"CITIZEN","livingArea":null,"changedAt":"2026-11-30T17:30:00Z"}],"more":true}
        """);
    api.answer(
        "POST",
        "/v1/people/erase",
        200,
        """
        {"job":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b57","erased":[{"data":"notifications","rows":12}],"waiting":2,
         "later":[{"place":"notifier.receipts","data":"numbers in receipts","until":"7 days after it was written",
           "code":"receipts","days":7}],
         "kept":[{"place":"opt_out_events","data":"opt-outs","until":"for ever","code":"opt-outs","days":null},
           {"place":"moon","data":"letters","until":"tomorrow","code":"of-tomorrow","days":null}]}
        """);
  }
}

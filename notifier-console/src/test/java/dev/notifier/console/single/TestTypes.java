package dev.notifier.console.single;

import dev.notifier.console.messages.TestMessages;
import dev.notifier.console.server.StubApi;

/** Event types and a template that the HTTP interface has. */
final class TestTypes {
  static final String PREVIEW = "/v1/templates/case-decided/versions/3/preview";

  private TestTypes() {}

  static void answer(StubApi api) {
    TestMessages.answer(api);
    api.answer(
        "GET",
        "/v1/event-types",
        200,
        """
        {"eventTypes":[
          {"name":"case.decided","version":1,"title":"A case was decided","category":"SERVICE","lane":"normal","template":"case-decided"},
          {"name":"account.code","version":1,"title":"A one-time code","category":"OTP","lane":"urgent","template":"account-code"}],
         "next":null}
        """);
    api.answer(
        "GET",
        "/v1/event-types/case.decided",
        200,
        """
        {"name":"case.decided","title":"A case was decided","category":"SERVICE","lane":"normal","template":"case-decided",
         "samples":{"typical":{"recipient":{"kind":"CITIZEN","phone":"0912345678","locale":"vi"},"caseCode":"04486.G/2026/08708",
           "outcome":"GRANTED","decidedDate":"2026-11-09"}},
         "schema":{"type":"object","required":["recipient","caseCode","outcome","decidedDate"],"properties":{
           "recipient":{"$ref":"urn:notifier:schema:recipient"},
           "caseCode":{"title":"The code of the case","type":"string","maxLength":32,"examples":["04486.G/2026/08708"]},
           "outcome":{"title":"The outcome","type":"string","enum":["GRANTED","REFUSED"]},
           "decidedDate":{"title":"The day of the decision","type":"string","format":"date"},
           "amount":{"title":"The amount","type":"integer"},
           "urgent":{"title":"Urgent","type":"boolean"},
           "papers":{"title":"Papers to bring","type":"array","items":{"type":"string"}}}}}
        """);
    api.answer("GET", "/v1/templates/case-decided", 200, "{\"published\":3}");
    String template =
        """
        {"template":{"id":"case-decided","eventType":"case.decided","variants":[
          {"locale":"vi","text":"x"},{"locale":"en","text":"y"}]}}
        """;
    api.answer("GET", "/v1/templates/case-decided/draft", 200, template);
    api.answer("GET", "/v1/templates/case-decided/versions/4", 200, template);
    api.answer(
        "POST",
        PREVIEW,
        200,
        """
        {"diagnostics":[],"submitErrors":[],"warnings":[],"previews":[
          {"locale":"vi","sample":"data","route":"viettel","text":"BHXHVN: Ho so 17 da duoc giai quyet.","segments":1},
          {"locale":"vi","sample":"data","route":"vinaphone","text":"BHXHVN: Ho so 17 da duoc giai quyet.","segments":1}]}
        """);
    api.answer(
        "GET", "/v1/notifications", 200, "{\"notificationId\":\"" + TestMessages.REJECTED + "\"}");
  }
}

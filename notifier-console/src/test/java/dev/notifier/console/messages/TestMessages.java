package dev.notifier.console.messages;

import dev.notifier.console.server.StubApi;

/** Messages that the HTTP interface has. */
public final class TestMessages {
  /** A message that the carrier has rejected, to a person whose text must be in no address. */
  public static final String REJECTED = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  /** A message that waits for its route, in the night. */
  static final String WAITING = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b58";

  private static final String REJECTED_DOCUMENT =
      """
      {"notificationId":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b57","source":"/tst/son-la",
       "eventId":"01JD8Y2M6Q9T","type":"card.expiring","state":"REJECTED","confidence":null,
       "possibleDuplicate":false,"phone":"+84391234567",
       "template":{"tenant":"default","id":"card-expiring","version":3,"locale":"vi"},
       "route":"viettel","lane":"normal","category":"SERVICE",
       "text":"BHXHVN: The BHYT cua Ba Lo Thi Mai het han 31/12/2026.","encoding":"GSM7",
       "segments":[{"segment":1,"of":1,"attempt":2,"messageId":null,"state":"REJECTED"}],
       "reason":{"code":"CARRIER_INVALID_DESTINATION","owner":"RECIPIENT","text":"The carrier does not know this number."},
       "waiting":null,
       "history":[
         {"at":"2026-11-30T16:30:00Z","state":"ACCEPTED"},
         {"at":"2026-11-30T16:30:01Z","state":"PLANNED"},
         {"at":"2026-11-30T16:35:00Z","state":"PLANNED","note":"POSTPONED","detail":"sent again at 2026-11-30T17:30:00Z on route viettel, because of CARRIER_TEMPORARY: The carrier rejected the message temporarily."},
         {"at":"2026-11-30T17:30:00Z","state":"REJECTED","detail":"command_status 0x0000000B"}]}
      """;

  private static final String WAITING_DOCUMENT =
      """
      {"notificationId":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b58","source":"/tst/son-la",
       "eventId":"01JD8Y2M6Q9U","type":"case.decided","state":"PLANNED","confidence":null,
       "possibleDuplicate":true,"phone":"+84912345678",
       "template":{"tenant":"default","id":"case-decided","version":1,"locale":"vi"},
       "route":"vinaphone","lane":"normal","category":"SERVICE","text":"•••","encoding":"UCS2",
       "segments":[{"segment":1,"of":2,"attempt":1,"messageId":null,"state":"PLANNED"},
         {"segment":2,"of":2,"attempt":1,"messageId":null,"state":"PLANNED"}],
       "reason":null,
       "supersedes":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b57",
       "waiting":{"reason":"route-down","since":"2026-12-01T00:42:00Z","retryAt":"2026-12-01T01:12:00Z","route":"vinaphone","text":"The route has no connection."},
       "history":[{"at":"2026-11-30T17:30:00Z","state":"ACCEPTED"},
         {"at":"2026-11-30T17:30:01Z","state":"PLANNED"}]}
      """;

  private TestMessages() {}

  /** Has the HTTP interface know these messages. */
  public static void answer(StubApi api) {
    api.answer("GET", "/v1/notifications/" + REJECTED, 200, REJECTED_DOCUMENT);
    api.answer("GET", "/v1/notifications/" + WAITING, 200, WAITING_DOCUMENT);
    api.answer(
        "POST",
        "/v1/notifications/search",
        200,
        "{\"items\":["
            + WAITING_DOCUMENT
            + ","
            + REJECTED_DOCUMENT
            + "],\"next\":\"Xb0F3\",\"complete\":true,\"counts\":["
            + "{\"state\":\"DELIVERED\",\"reason\":null,\"number\":199870,\"segments\":199870},"
            + "{\"state\":\"REJECTED\",\"reason\":\"CARRIER_REJECTED\",\"number\":100,\"segments\":130},"
            + "{\"state\":\"REJECTED\",\"reason\":\"CARRIER_INVALID_DESTINATION\",\"number\":30,\"segments\":30}]}");
  }
}

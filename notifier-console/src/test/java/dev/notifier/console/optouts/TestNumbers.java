package dev.notifier.console.optouts;

import dev.notifier.console.server.StubApi;

/** What the HTTP interface knows about a number. */
final class TestNumbers {
  static final String PHONE = "0391 234 567";

  private TestNumbers() {}

  static void answer(StubApi api) {
    api.answer(
        "POST",
        "/v1/opt-outs/search",
        200,
        """
        {"optedOut":["ADVERTISING"],"optedOutOfAllTenants":["GENERAL_INFO"],"statements":[
          {"purpose":"ADVERTISING","optedOut":true,"allTenants":false,"at":"2026-11-30T17:30:00Z",
           "channel":"hotline","note":"Wants no news","inboundId":null,"enteredBy":"user:lan"},
          {"purpose":"SERVICE","optedOut":false,"allTenants":true,"at":"2026-11-30T16:30:00Z",
           "channel":"fax","note":null,"inboundId":null,"enteredBy":"user:minh"}]}
        """);
    api.answer(
        "POST",
        "/v1/consents/search",
        200,
        """
        {"consented":true,"statements":[{"given":true,"at":"2026-11-30T17:30:00Z","channel":"office",
          "note":"Form QC-01","inboundId":null,"enteredBy":"user:lan"}]}
        """);
    api.answer(
        "POST",
        "/v1/wrong-persons/search",
        200,
        """
        {"statements":[{"statementId":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b57","phone":"+84391234567",
          "personRef":null,"unitCode":"QW18013","excluded":true,"at":"2026-11-30T17:30:00Z",
          "channel":"sms","note":"Nhầm số","inboundId":null,"enteredBy":"inbox"}]}
        """);
    api.answer(
        "GET",
        "/v1/do-not-call",
        200,
        """
        {"inForce":{"state":"complete","begunAt":"2026-11-20T17:30:00Z","completedAt":"2026-11-20T17:40:00Z",
          "outdatedAt":"2026-12-20T17:30:00Z","numbers":4000000,"refused":3,"importedBy":"user:lan"},
         "outdated":false,"imports":[
          {"state":"running","begunAt":"2026-12-01T01:00:00Z","completedAt":null,
           "outdatedAt":"2026-12-31T01:00:00Z","numbers":120000,"refused":0,"importedBy":"user:lan"},
          {"state":"failed","begunAt":"2026-11-29T01:00:00Z","completedAt":null,
           "outdatedAt":"2026-12-29T01:00:00Z","numbers":5,"refused":9,"importedBy":"user:lan"}]}
        """);
    String done =
        """
        {"lines":3,"recorded":2,"refused":1,"errors":[
          {"line":3,"code":"phone-landline","detail":"It is a landline."}]}
        """;
    api.answer("POST", "/v1/opt-outs/import", 200, done);
    api.answer("PUT", "/v1/do-not-call", 200, done);
  }
}

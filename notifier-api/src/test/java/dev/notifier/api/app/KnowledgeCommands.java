package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;

/** Each command on the knowledge base once, by an author and a second person. */
final class KnowledgeCommands {
  private static final String ENTRY = "/v1/knowledge/audited-entry";

  private final OperatorClient author;
  private final OperatorClient reviewer;

  KnowledgeCommands(OperatorClient author, OperatorClient reviewer) {
    this.author = author;
    this.reviewer = reviewer;
  }

  void sendAll() {
    String draft = ENTRY + "/draft";
    String entry = TenantKnowledgeCalls.ENTRY.formatted("Audited", "cau hoi audited");
    ok(author.put(draft, entry));
    ok(author.delete(draft, "*"));
    ok(author.put(draft, entry));
    ok(author.post(draft + "/questions", "{\"language\":\"vi\",\"question\":\"cau hoi hai\"}"));
    ok(author.post(draft + "/submit", "{}"));
    ok(reviewer.post(ENTRY + "/versions/1/publish", "{\"reason\":\"checked\"}"));
    ok(author.put(draft, entry));
    ok(author.post(draft + "/submit", "{}"));
    ok(reviewer.post(ENTRY + "/versions/2/reject", "{\"reason\":\"unclear\"}"));
    ok(reviewer.post(ENTRY + "/withdraw", "{\"reason\":\"wrong\"}"));
    ok(reviewer.post(ENTRY + "/roll-back", "{\"version\":1,\"reason\":\"right\"}"));
    ok(
        author.post(
            "/v1/knowledge/unanswered/dismiss", "{\"language\":\"vi\",\"group\":\"con meo\"}"));
  }

  private static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isBetween(200, 204);
  }
}

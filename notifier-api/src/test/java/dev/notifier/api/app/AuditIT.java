package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each command has an entry in the audit. */
class AuditIT extends AuditedUsers {
  /** Operations that are no GET and change nothing that is not recorded elsewhere. */
  private static final List<String> NOT_AUDITED =
      List.of(
          "postEvents",
          "previewDraft",
          "previewTemplate",
          "previewTemplateVersion",
          "searchKnowledge",
          "getPasskeyCreationOptions",
          "getPasskeyRequestOptions",
          "receiveInboundForm");

  private static final String TEST = "{\"phone\":\"0391234567\"}";

  /** Without an annotation, a command would have no entry. */
  @Test
  void theDescriptionSaysOfEachOperationWhetherItIsAudited() {
    Map<String, String> described = new TreeMap<>();
    ApiDescription.shared()
        .operations()
        .forEach((name, operation) -> {
          String audit = operation.path("x-audit").asString("");
          String id = operation.path("operationId").asString("");
          if (!name.startsWith("get ") && !NOT_AUDITED.contains(id)) {
            assertThat(audit).as(name).isIn("command", "look-up");
          }
          assertThat(audit.equals("none")).as(name).isEqualTo(NOT_AUDITED.contains(id));
          if (audit.equals("command")) {
            described.put(name, id);
          }
        });

    assertThat(api.audited()).isEqualTo(described);
  }

  /** A command that no step below uses fails the test, as one that writes no entry. */
  @Test
  void eachCommandHasAnEntryInItsTransaction() {
    eventTypesAndTemplates();
    new KnowledgeCommands(lan, minh).sendAll();
    routes();
    others();
    inbox();
    keysAndTenants();
    users();
    List<String> secrets = signIns();
    secrets.addAll(AuditedCommands.webhooks(lan));

    Map<String, List<JsonNode>> done =
        entries(lan, "").stream()
            .filter(each -> each.path("outcome").asString().equals("done"))
            .collect(Collectors.groupingBy(each -> each.path("operation").asString()));
    assertThat(done.keySet()).containsAll(api.audited().values());
    List<JsonNode> approvals =
        entries(lan, "&operation=approveTemplate&target=template:notice-due&actor=minh");
    List<JsonNode> own =
        entries(lan, "&operation=approveTemplate&target=template:notice-due&actor=lan");
    assertThat(own)
        .singleElement()
        .satisfies(each -> assertThat(each.path("outcome").asString()).isEqualTo("refused"));
    assertThat(approvals).as("one entry for each command").hasSize(2);
    JsonNode approved = approvals.getLast();
    assertThat(approved.path("actor").asString()).isEqualTo("minh");
    assertThat(approved.path("actorKind").asString()).isEqualTo("configured-key");
    assertThat(approved.path("reason").asString()).isEqualTo("checked");
    assertThat(approved.path("network").asString()).isEqualTo("127.0.0.*");
    assertThat(approved.path("detail").toString())
        .isEqualTo("{\"state\":\"approved\",\"version\":1}");
    JsonNode patched = newest("&operation=patchRoute");
    assertThat(patched.at("/detail/before/rate").asInt()).isEqualTo(50);
    assertThat(patched.at("/detail/after/rate").asInt()).isEqualTo(40);
    chainIsIntact();
    assertThat(jdbc.queryForList("select a::text from audit a", String.class).toString())
        .doesNotContain("391234567", "marker", "secretive owner", "Secretive Name")
        .doesNotContain(secrets);
    JsonNode disabled = newest("&operation=disableUser&target=user:audited");
    assertThat(disabled.path("reason").asString()).isEqualTo("left");
    assertThat(disabled.path("detail").toString())
        .isEqualTo(
            "{\"drafts\":0,\"handedOverTo\":\"taker\",\"keys\":0,\"revokedKeys\":0,\"versions\":0}");
    assertThat(newest("&operation=patchUser").at("/detail/after/roles").toString())
        .isEqualTo("[\"viewer\",\"author\"]");
    JsonNode signIn = newest("&operation=signIn");
    assertThat(signIn.path("actor").asString()).isEqualTo("user:mai");
    assertThat(signIn.path("actorKind").asString()).isEqualTo("user");
    JsonNode created = newest("&operation=createKey");
    assertThat(newest("&operation=revokeKey").path("target")).isEqualTo(created.path("target"));
    assertThat(newest("&operation=patchKey").at("/detail/after/scopes").toString())
        .isEqualTo("[\"routes:read\",\"templates:read\"]");
    JsonNode byKey = newest("&operation=pauseRoute");
    assertThat(byKey.path("actorKind").asString()).isEqualTo("key");
  }

  private static void eventTypesAndTemplates() {
    String type =
        """
        name: notice.due
        title: A notice is due
        category: SERVICE
        lane: normal
        template: notice-due
        schema:
          $schema: https://json-schema.org/draft/2020-12/schema
          title: A notice is due
          type: object
          additionalProperties: true
          required: [recipient, code]
          properties:
            recipient: { $ref: "urn:notifier:schema:recipient" }
            code: { title: The code, type: string, maxLength: 5, examples: ["C1"] }
        samples:
          typical:
            recipient: { kind: CITIZEN, phone: "0912345678", locale: vi }
            code: C1
          longest:
            recipient: { kind: CITIZEN, phone: "0912345678", locale: vi }
            code: C2345
        """;
    ok(lan.put("/v1/event-types/notice.due", YAML, type));
    saveDraft("one");
    ok(lan.delete("/v1/templates/notice-due/draft", lan.get(draft()).header("ETag")));
    saveDraft("one");
    testDraft();
    ok(lan.post(draft() + "/submit", "{}"));
    ok(lan.post(version(1, "test"), TEST));
    ok(minh.post(version(1, "approve"), "{\"reason\":\"checked\"}"));
    ok(lan.post(version(1, "publish"), "{\"at\":\"" + Instant.now().plusSeconds(3600) + "\"}"));
    ok(lan.post(version(1, "unschedule"), "{}"));
    ok(lan.post(version(1, "publish"), "{}"));
    saveDraft("two");
    ok(lan.post(draft() + "/submit", "{}"));
    ok(minh.post(version(2, "approve"), "{}"));
    ok(lan.post(version(2, "publish"), "{}"));
    ok(minh.post("/v1/templates/notice-due/roll-back", "{\"version\":1,\"reason\":\"wrong\"}"));
    saveDraft("three");
    ok(lan.post(draft() + "/submit", "{}"));
    // He may approve, but not what he has written: a refused command.
    Reply own = lan.post(version(3, "approve"), "{}");
    assertThat(own.status()).isEqualTo(403);
    ok(minh.post(version(3, "reject"), "{\"reason\":\"unclear\"}"));
    ok(
        lan.put(
            "/v1/templates/notice-due/registrations/mobi",
            "{\"registeredId\":\"VT-1\",\"status\":\"approved\",\"maxLengths\":{\"code\":5}}"));
    ok(lan.delete(draft(), lan.get(draft()).header("ETag")));
    ok(
        lan.post(
            "/v1/templates/import",
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of(
                        "files",
                        List.of(
                            Map.of(
                                "path",
                                "templates/notice-due.yaml",
                                "content",
                                template("four"))))),
            ""));
    ok(minh.post(version(1, "retire"), "{\"reason\":\"not used\"}"));
  }

  /** The number is one of the team when the key is on its topic. */
  private static void testDraft() {
    ok(
        lan.post(
            "/v1/keys",
            """
            {"name":"team","owner":"secretive owner","kind":"team","scopes":["events:write"],
             "permissions":{"teamNumbers":["0391234567"]}}
            """));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lan.post(draft() + "/test", TEST).status()).isEqualTo(202));
  }

  private static String draft() {
    return "/v1/templates/notice-due/draft";
  }

  private static String version(int version, String action) {
    return "/v1/templates/notice-due/versions/" + version + "/" + action;
  }

  private static String template(String text) {
    return """
    id: notice-due
    eventType: notice.due
    diacritics: strip
    maxSegments: 2
    links: refuse
    variants:
      - { locale: vi, text: "%s {{ code }}" }
    """
        .formatted(text);
  }

  private static void saveDraft(String text) {
    ok(lan.put(draft(), YAML, template(text), lan.get(draft()).header("ETag")));
  }

  private static void routes() {
    ok(
        api.send(
            api.request("/v1/routes/mobi")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"rate\":40}"))
                .build()));
    for (String action : List.of("pause", "resume", "rebind")) {
      ok(lan.post("/v1/routes/mobi/" + action, ""));
    }
    ok(
        lan.put(
            "/v1/routes/mobi/takeover",
            "{\"messages\":\"urgent\",\"until\":\"%s\",\"reason\":\"slow\"}"
                .formatted(Instant.now().plusSeconds(600))));
    ok(lan.delete("/v1/routes/mobi/takeover", ""));
    ok(lan.put("/v1/routes/mobi/contact", "{\"contact\":\"secretive\",\"contract\":\"SMS-7\"}"));
  }

  private static void others() {
    UUID job =
        new JobStore(database.dataSource())
            .add(new NewJob("default", "import", Map.of(), 9L, "lan"));
    ok(lan.post("/v1/jobs/" + job + "/cancel", ""));
    ok(lan.post("/v1/jobs/" + job + "/cancel", ""));
    JsonNode again = awaited("&operation=cancelJob&target=job:" + job);
    assertThat(again.path("outcome").asString()).isEqualTo("unchanged");
    jdbc.update(
        """
        insert into skipped_events (notification_id, type, reason, lane, record_key, record_value)
        values (uuidv7(), 'card.expiring', 'NO_TEMPLATE', 'NORMAL', 'key', 'value')
        """);
    ok(lan.post("/v1/notifications/plan-again", "{\"reason\":\"NO_TEMPLATE\",\"dryRun\":true}"));
    assertThat(awaited("&operation=planAgain").path("outcome").asString()).isEqualTo("previewed");
    ok(lan.post("/v1/notifications/plan-again", "{\"reason\":\"NO_TEMPLATE\"}"));
    ok(lan.post("/v1/people/erase", "{\"phone\":\"0391234599\"}"));
    directory();
    timelineEntry();
    Reply export =
        lan.post(
            "/v1/exports", "{\"kind\":\"notifications\",\"filter\":{\"phone\":\"0391234567\"}}");
    ok(export);
    ok(lan.delete("/v1/exports/" + export.json().path("exportId").asString(), ""));
    assertThat(newest("&operation=createExport").path("subjectRef").isNull()).isFalse();
    String optOuts =
        "{\"optOuts\":[{\"phone\":\"0391234598\",\"purposes\":[\"SERVICE\"],\"channel\":\"office\"}]}";
    ok(lan.post("/v1/opt-outs", optOuts));
    ok(lan.post("/v1/opt-outs/withdraw", optOuts));
    ok(
        api.send(
            api.request("/v1/opt-outs/import")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("phone\n"))
                .build()));
    ok(lan.post("/v1/opt-outs/search", "{\"phone\":\"0391234598\"}"));
    AuditedCommands.consents(lan, api);
    AuditedBatches.sendAll(lan, api, database.dataSource());
    ok(
        lan.post(
            "/v1/notifications/cancel",
            "{\"reason\":\"wrong date\",\"filter\":{\"group\":\"g\"}}"));
    JsonNode cancelled = newest("&operation=cancelNotifications");
    assertThat(cancelled.path("reason").asString()).isEqualTo("wrong date");
    assertThat(cancelled.path("detail").toString()).isEqualTo("{\"group\":\"g\"}");
    assertThat(cancelled.path("target").toString()).contains("cancellation");
    ok(
        lan.post(
            "/v1/cancellations/" + cancelled.path("target").path("id").asString() + "/end",
            "{\"reason\":\"done\",\"sendWaiting\":true}"));
    assertThat(newest("&operation=endCancellation").path("reason").asString()).isEqualTo("done");
  }

  private static void inbox() {
    UUID id = new InboxFixture(database.dataSource()).receive("default", "+84391234567", "marker");
    inbox(id, "assign", "{\"assignee\":\"me\"}");
    inbox(id, "note", "{\"text\":\"marker\"}");
    String preview = "{\"text\":\"marker\",\"preview\":true}";
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> lan.post("/v1/inbox/" + id + "/answer", preview).status() == 200);
    inbox(id, "answer", "{\"text\":\"marker\"}");
    inbox(id, "correct", "{\"messageId\":\"" + id + "\",\"correction\":\"opt-out\"}");
    inbox(id, "hand-over", "{\"note\":\"marker\"}");
    inbox(id, "reopen", "");
    inbox(id, "close", "{\"reason\":\"marker\"}");
    JsonNode closed = newest("&operation=closeConversation&target=conversation:" + id);
    assertThat(closed.path("detail").toString()).isEqualTo("{\"entry\":7,\"state\":\"closed\"}");
  }

  private static void inbox(UUID id, String action, String body) {
    ok(lan.post("/v1/inbox/" + id + "/" + action, body, InboxFixture.version(lan, id)));
  }

  private static void directory() {
    String marker = "{\"personRef\":\"marker\",\"phones\":[\"0391234567\"]}";
    ok(lan.put("/v1/recipients", marker));
    ok(lan.put("/v1/recipients", marker));
    assertThat(awaited("&operation=putRecipient").path("outcome").asString())
        .isEqualTo("unchanged");
    ok(
        api.send(
            api.request("/v1/recipients/load")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(marker.replace("marker", "marker-2") + "\n{}\n"))
                .build()));
    assertThat(newest("&operation=loadRecipients").path("detail").toString())
        .isEqualTo("{\"changed\":0,\"consents\":0,\"created\":1,\"refused\":1}");
    ok(lan.post("/v1/recipients/delete", "{\"personRef\":\"marker\"}"));
  }

  private static void timelineEntry() {
    String entry =
        """
        {"id":"c-1","channel":"hotline","phone":"0391234567","time":"%s","note":"marker"}\
        """
            .formatted(Instant.now());
    assertThat(lan.post("/v1/people/timeline/entries", entry).status()).isEqualTo(201);
    assertThat(lan.post("/v1/people/timeline/entries", entry).status()).isEqualTo(200);
    assertThat(awaited("&operation=addTimelineEntry").path("outcome").asString())
        .isEqualTo("unchanged");
    JsonNode added = entries(lan, "&operation=addTimelineEntry").getLast();
    assertThat(added.path("subjectRef").isNull()).isFalse();
    assertThat(added.path("detail").toString()).isEqualTo("{\"channel\":\"hotline\"}");
    ok(
        lan.post(
            "/v1/people/timeline/links",
            "{\"phone\":\"0391234567\",\"purpose\":\"question\",\"ticket\":\"HD-1\"}"));
    JsonNode link = newest("&operation=createTimelineLink");
    assertThat(link.path("reason").asString()).isEqualTo("question");
    assertThat(link.path("subjectRef").isNull()).isFalse();
  }

  private static void keysAndTenants() {
    ok(lan.put("/v1/groups/audited", "{\"expected\":7}"));
    ok(
        lan.put(
            "/v1/reports/effects/audited",
            "{\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewed\"]}"));
    ok(lan.delete("/v1/reports/effects/audited", ""));
    ok(lan.put("/v1/tenants/audited", "{\"title\":\"Audited\",\"monthlySegments\":7}"));
    Reply created =
        lan.post(
            "/v1/keys",
            "{\"name\":\"audited\",\"owner\":\"secretive owner\",\"scopes\":[\"routes:operate\",\"routes:read\"]}");
    ok(created);
    ok(
        new OperatorClient(api, created.json().path("key").asString())
            .post("/v1/routes/mobi/pause", ""));
    ok(lan.post("/v1/routes/mobi/resume", ""));
    String key = "/v1/keys/" + created.json().path("id").asString();
    ok(
        api.send(
            api.request(key)
                .header("Content-Type", "application/merge-patch+json")
                .method(
                    "PATCH",
                    BodyPublishers.ofString("{\"scopes\":[\"routes:read\",\"templates:read\"]}"))
                .build()));
    Reply rotated = lan.post(key + "/rotate", "{}");
    ok(rotated);
    ok(lan.post(key + "/revoke", ""));
    for (Reply reply : List.of(created, rotated)) {
      String secret = reply.json().path("key").asString();
      assertThat(jdbc.queryForList("select a::text from audit a", String.class).toString())
          .doesNotContain(secret.substring(secret.lastIndexOf('_') + 1));
    }
  }

  /** A program that repeats a wrong command must not fill the audit. */
  @Test
  void afterTwentyRefusedCommandsOfAMinuteTheRestIsCounted() {
    for (int i = 0; i < 70; i++) {
      assertThat(minh.post("/v1/routes/none/rebind", "").status()).isEqualTo(404);
    }

    awaited("&operation=rebindRoute&actor=minh");
    // The loop may have run in two minutes.
    assertThat(entries(lan, "&operation=rebindRoute&actor=minh")).hasSizeBetween(20, 45);
  }

  @Test
  void aChangeWhoseEntryIsRefusedIsNotMade() {
    jdbc.execute(
        "alter table audit add constraint refused check (operation <> 'rebindRoute') not valid");
    String before = lan.get("/v1/routes/mobi").response().body();

    Reply reply = lan.post("/v1/routes/mobi/rebind", "");

    jdbc.execute("alter table audit drop constraint refused");
    assertThat(reply.status()).isGreaterThanOrEqualTo(400);
    assertThat(lan.get("/v1/routes/mobi").response().body()).isEqualTo(before);
  }

  @Test
  void aCommandThatChangesNothingOrIsRefusedHasAnEntry() {
    lan.post("/v1/routes/none/pause", "");
    ok(lan.post("/v1/people/erase", "{\"phone\":\"0391234598\"}"));
    lan.post("/v1/people/erase", "{\"phone\":\"12\"}");
    lan.post("/v1/jobs/0391234567/cancel", "");

    JsonNode refused = awaited("&operation=pauseRoute&target=route:none");
    assertThat(refused.path("outcome").asString()).isEqualTo("refused");
    assertThat(refused.path("reason").asString()).isEqualTo("route-not-found");
    assertThat(refused.at("/detail/status").asInt()).isEqualTo(404);
    assertThat(awaited("&operation=erasePerson").path("outcome").asString()).isEqualTo("refused");
    assertThat(awaited("&operation=cancelJob&target=job:***").path("outcome").asString())
        .isEqualTo("refused");
    ok(lan.post("/v1/routes/mobi/resume", ""));
    ok(lan.post("/v1/routes/mobi/resume", ""));
    assertThat(awaited("&operation=resumeRoute").path("outcome").asString()).isEqualTo("unchanged");
  }

  /** What changed nothing is written after the response. */
  private static JsonNode awaited(String query) {
    return Objects.requireNonNull(
        Awaitility.await()
            .atMost(LIMIT)
            .until(
                () -> entries(lan, query).stream().findFirst().orElse(null),
                found -> found != null && !found.path("outcome").asString().equals("done")));
  }
}

package dev.notifier.api.app;

import static dev.notifier.api.app.TenantData.DRAFT;
import static dev.notifier.api.app.TenantData.PUBLISHED;
import static dev.notifier.api.app.TenantData.ROUTE;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request of each operation that asks for the national tenant's data, and what others get. */
final class TenantCalls {
  static final String TEMPLATE = "/v1/templates/" + PUBLISHED;
  private static final String UNPUBLISHED = "/v1/templates/" + DRAFT;

  private final TenantData data;
  private final String template;

  /**
   * @param template a valid template with the id {@link TenantData#PUBLISHED}
   */
  TenantCalls(TenantData data, String template) {
    this.data = data;
    this.template = template;
  }

  /** What another tenant gets. */
  enum Outcome {
    /** It does not exist for it. */
    NOT_FOUND,
    /** A document in which nothing of others is. */
    NOTHING,
    /** What is global, or of the national tenant and in force. */
    READABLE,
    /** It is for users, who see only themselves. */
    USERS_ONLY,
    /** It is the sign-in, which is the same for all. */
    WRONG_CREDENTIALS,
    /** It would change what all tenants share. */
    DEFAULT_TENANT_ONLY,
    /** Its own data is made. */
    OWN
  }

  /**
   * A request.
   *
   * @param body empty for none
   */
  record Call(String path, String body, Outcome outcome, String contentType) {
    Call(String path, String body, Outcome outcome) {
      this(path, body, outcome, "application/json");
    }

    Call(String path, Outcome outcome) {
      this(path, "", outcome);
    }
  }

  /** By operation, as the API description names them. */
  Map<String, List<Call>> all() {
    Map<String, List<Call>> calls = new LinkedHashMap<>();
    notifications(calls);
    calls.put("get /v1/pipeline", List.of(new Call("/v1/pipeline", Outcome.READABLE)));
    calls.put("get /v1/system", List.of(new Call("/v1/system", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put("get /v1/routes", List.of(new Call("/v1/routes", Outcome.READABLE)));
    calls.put("get /v1/routes/{name}", List.of(new Call("/v1/routes/mobi", Outcome.READABLE)));
    calls.put(
        "get /v1/routes/{name}/unconfirmed",
        List.of(new Call("/v1/routes/mobi/unconfirmed", Outcome.NOTHING)));
    for (String action : List.of("pause", "resume", "rebind")) {
      calls.put(
          "post /v1/routes/{name}/" + action,
          List.of(new Call("/v1/routes/mobi/" + action, "{}", Outcome.DEFAULT_TENANT_ONLY)));
    }
    calls.put(
        "put /v1/routes/{name}/contact",
        List.of(new Call("/v1/routes/mobi/contact", "{}", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put(
        "put /v1/routes/{name}/takeover",
        List.of(new Call("/v1/routes/mobi/takeover", "{}", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put(
        "delete /v1/routes/{name}/takeover",
        List.of(new Call("/v1/routes/mobi/takeover", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put(
        "patch /v1/routes/{name}",
        List.of(new Call("/v1/routes/mobi", "{\"rate\":1}", Outcome.DEFAULT_TENANT_ONLY)));
    eventTypes(calls);
    access(calls);
    signIn(calls);
    readTemplates(calls);
    changeTemplates(calls);
    TenantKnowledgeCalls.add(calls);
    TenantBatchCalls.add(calls, data.batch());
    return calls;
  }

  private static void signIn(Map<String, List<Call>> calls) {
    calls.put(
        "post /v1/sign-in",
        List.of(
            new Call(
                "/v1/sign-in",
                "{\"name\":\"nobody\",\"password\":\"x\"}",
                Outcome.WRONG_CREDENTIALS)));
    calls.put(
        "post /v1/sign-in/link",
        List.of(
            new Call(
                "/v1/sign-in/link",
                "{\"link\":\"nl_x\",\"password\":\"x\"}",
                Outcome.WRONG_CREDENTIALS)));
    for (String method : List.of("get", "post")) {
      calls.put(
          method + " /v1/inbound/{provider}",
          List.of(new Call("/v1/inbound/unknown", Outcome.NOT_FOUND)));
    }
    calls.put("get /v1/me", List.of(new Call("/v1/me", Outcome.USERS_ONLY)));
    calls.put("get /v1/me/sessions", List.of(new Call("/v1/me/sessions", Outcome.USERS_ONLY)));
    calls.put(
        "delete /v1/me/sessions/{sessionId}",
        List.of(new Call("/v1/me/sessions/1", Outcome.USERS_ONLY)));
    calls.put("get /v1/me/passkeys", List.of(new Call("/v1/me/passkeys", Outcome.USERS_ONLY)));
    calls.put(
        "delete /v1/me/passkeys/{passkeyId}",
        List.of(new Call("/v1/me/passkeys/1", Outcome.USERS_ONLY)));
    calls.put("delete /v1/me/totp", List.of(new Call("/v1/me/totp", Outcome.USERS_ONLY)));
    calls.put(
        "put /v1/me/password", List.of(new Call("/v1/me/password", "{}", Outcome.USERS_ONLY)));
    for (String path :
        List.of(
            "/v1/sign-in/second-factor",
            "/v1/sign-in/passkey",
            "/v1/sign-in/passkey/options",
            "/v1/me/passkeys",
            "/v1/me/passkeys/options",
            "/v1/sign-out",
            "/v1/me/totp",
            "/v1/me/totp/confirm",
            "/v1/me/recovery-codes")) {
      calls.put("post " + path, List.of(new Call(path, "{}", Outcome.USERS_ONLY)));
    }
  }

  private void notifications(Map<String, List<Call>> calls) {
    String person = "{\"phone\":\"" + TenantData.PHONE + "\"}";
    calls.put(
        "post /v1/events",
        List.of(new Call("/v1/events", Sample.card("own"), Outcome.OWN, RunningApi.STRUCTURED)));
    calls.put(
        "get /v1/notifications",
        List.of(
            new Call(
                "/v1/notifications?source=" + TenantData.SOURCE + "&id=" + TenantData.EVENT,
                Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/notifications/{notificationId}",
        List.of(new Call("/v1/notifications/" + data.notification(), Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/notifications/{notificationId}/certificate",
        List.of(
            new Call(
                "/v1/notifications/" + data.notification() + "/certificate", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/certificate-keys", List.of(new Call("/v1/certificate-keys", Outcome.READABLE)));
    calls.put(
        "post /v1/notifications/lookup",
        List.of(
            new Call(
                "/v1/notifications/lookup",
                "{\"notifications\":[{\"notificationId\":\"" + data.notification() + "\"}]}",
                Outcome.OWN)));
    calls.put("get /v1/statuses", List.of(new Call("/v1/statuses", Outcome.NOTHING)));
    calls.put(
        "post /v1/notifications/plan-again",
        List.of(
            new Call(
                "/v1/notifications/plan-again", "{\"reason\":\"NO_TEMPLATE\"}", Outcome.NOTHING)));
    calls.put("get /v1/cancellations", List.of(new Call("/v1/cancellations", Outcome.NOTHING)));
    calls.put(
        "get /v1/cancellations/{cancellationId}",
        List.of(new Call("/v1/cancellations/" + data.cancellation(), Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/cancellations/{cancellationId}/end",
        List.of(
            new Call(
                "/v1/cancellations/" + data.cancellation() + "/end",
                "{\"reason\":\"r\",\"sendWaiting\":true}",
                Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/notifications/cancel",
        List.of(
            new Call(
                "/v1/notifications/cancel",
                "{\"reason\":\"own\",\"filter\":{\"source\":\"" + TenantData.SOURCE + "\"}}",
                Outcome.OWN)));
    new TenantPersonCalls(data).addTo(calls, person);
    exports(calls);
    calls.put(
        "get /v1/counters",
        List.of(
            new Call(
                "/v1/counters?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z",
                Outcome.NOTHING)));
    groups(calls);
    jobs(calls);
  }

  private void exports(Map<String, List<Call>> calls) {
    String export = "/v1/exports/" + data.export();
    calls.put(
        "post /v1/exports",
        List.of(
            new Call("/v1/exports", "{\"kind\":\"notifications\",\"filter\":{}}", Outcome.OWN)));
    calls.put("get /v1/exports", List.of(new Call("/v1/exports", Outcome.READABLE)));
    calls.put("get /v1/exports/{exportId}", List.of(new Call(export, Outcome.NOT_FOUND)));
    calls.put("delete /v1/exports/{exportId}", List.of(new Call(export, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/exports/{exportId}/file", List.of(new Call(export + "/file", Outcome.NOT_FOUND)));
  }

  private void jobs(Map<String, List<Call>> calls) {
    calls.put("get /v1/jobs", List.of(new Call("/v1/jobs", Outcome.READABLE)));
    calls.put(
        "get /v1/jobs/{jobId}",
        List.of(
            new Call("/v1/jobs/" + data.job(), Outcome.NOT_FOUND),
            new Call("/v1/jobs/" + data.systemJob(), Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/jobs/{jobId}/cancel",
        List.of(
            new Call("/v1/jobs/" + data.job() + "/cancel", Outcome.NOT_FOUND),
            new Call("/v1/jobs/" + data.systemJob() + "/cancel", Outcome.NOT_FOUND)));
  }

  private static void groups(Map<String, List<Call>> calls) {
    String group = "/v1/groups/" + TenantData.GROUP;
    calls.put(
        "get /v1/reports/messages",
        List.of(
            new Call(
                "/v1/reports/messages?groupBy=&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z"
                    + "&interval=month",
                Outcome.NOTHING)));
    calls.put(
        "get /v1/reports/bill",
        List.of(new Call("/v1/reports/bill?groupBy=&month=2026-01", Outcome.NOTHING)));
    String effect = "/v1/reports/effects/" + TenantData.EFFECT;
    String renewed = "{\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewed\"]}";
    calls.put("get /v1/reports/effects", List.of(new Call("/v1/reports/effects", Outcome.NOTHING)));
    calls.put("get /v1/reports/effects/{effectName}", List.of(new Call(effect, Outcome.NOT_FOUND)));
    calls.put(
        "put /v1/reports/effects/{effectName}",
        List.of(new Call("/v1/reports/effects/own", renewed, Outcome.OWN)));
    calls.put(
        "delete /v1/reports/effects/{effectName}", List.of(new Call(effect, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/reports/effect",
        List.of(
            new Call(
                "/v1/reports/effect?from=2026-01-01&to=2027-01-01&name=" + TenantData.EFFECT,
                Outcome.NOT_FOUND)));
    calls.put("get /v1/groups", List.of(new Call("/v1/groups", Outcome.NOTHING)));
    calls.put("get /v1/groups/{groupName}", List.of(new Call(group, Outcome.NOT_FOUND)));
    calls.put(
        "put /v1/groups/{groupName}",
        List.of(new Call("/v1/groups/own", "{\"expected\":1}", Outcome.OWN)));
  }

  private void access(Map<String, List<Call>> calls) {
    String key = "/v1/keys/" + data.key();
    String made = "{\"name\":\"own\",\"owner\":\"o\",\"scopes\":[\"events:write\"]}";
    calls.put("get /v1/keys", List.of(new Call("/v1/keys", Outcome.READABLE)));
    calls.put("post /v1/keys", List.of(new Call("/v1/keys", made, Outcome.OWN)));
    calls.put("get /v1/keys/{keyId}", List.of(new Call(key, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/keys/{keyId}/requests", List.of(new Call(key + "/requests", Outcome.NOT_FOUND)));
    calls.put(
        "patch /v1/keys/{keyId}",
        List.of(new Call(key, "{\"owner\":\"other\"}", Outcome.NOT_FOUND)));
    for (String action : List.of("rotate", "revoke")) {
      calls.put(
          "post /v1/keys/{keyId}/" + action,
          List.of(new Call(key + "/" + action, Outcome.NOT_FOUND)));
    }
    users(calls);
    webhooks(calls);
    // What was asked for stays in the tenant's own audit.
    calls.put("get /v1/audit", List.of(new Call("/v1/audit", Outcome.OWN)));
    calls.put("get /v1/quota", List.of(new Call("/v1/quota", Outcome.OWN)));
    calls.put(
        "get /v1/tenants/{tenantId}/quota",
        List.of(new Call("/v1/tenants/default/quota", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put("get /v1/tenants", List.of(new Call("/v1/tenants", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put(
        "get /v1/tenants/{tenantId}",
        List.of(new Call("/v1/tenants/default", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put(
        "put /v1/tenants/{tenantId}",
        List.of(new Call("/v1/tenants/default", "{\"title\":\"t\"}", Outcome.DEFAULT_TENANT_ONLY)));
  }

  private void webhooks(Map<String, List<Call>> calls) {
    String webhook = "/v1/webhooks/" + data.webhook();
    calls.put("get /v1/webhooks", List.of(new Call("/v1/webhooks", Outcome.READABLE)));
    calls.put(
        "post /v1/webhooks",
        List.of(
            new Call(
                "/v1/webhooks", "{\"name\":\"own\",\"url\":\"https://a.example\"}", Outcome.OWN)));
    calls.put("get /v1/webhooks/{webhookId}", List.of(new Call(webhook, Outcome.NOT_FOUND)));
    calls.put(
        "patch /v1/webhooks/{webhookId}",
        List.of(new Call(webhook, "{\"name\":\"other\"}", Outcome.NOT_FOUND)));
    calls.put("delete /v1/webhooks/{webhookId}", List.of(new Call(webhook, Outcome.NOT_FOUND)));
    for (String action : List.of("rotate", "suspend", "resume", "test")) {
      calls.put(
          "post /v1/webhooks/{webhookId}/" + action,
          List.of(new Call(webhook + "/" + action, Outcome.NOT_FOUND)));
    }
    calls.put(
        "post /v1/webhooks/{webhookId}/replay",
        List.of(
            new Call(
                webhook + "/replay",
                "{\"from\":\"" + Instant.now().minusSeconds(60) + "\"}",
                Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/webhooks/{webhookId}/failures",
        List.of(new Call(webhook + "/failures", Outcome.NOT_FOUND)));
  }

  private static void users(Map<String, List<Call>> calls) {
    String user = "/v1/users/" + TenantData.USER;
    String reason = "{\"reason\":\"x\"}";
    String made = "{\"name\":\"own\",\"fullName\":\"o\",\"roles\":[\"viewer\"]}";
    calls.put("get /v1/users", List.of(new Call("/v1/users", Outcome.READABLE)));
    calls.put("post /v1/users", List.of(new Call("/v1/users", made, Outcome.OWN)));
    calls.put("get /v1/users/{userName}", List.of(new Call(user, Outcome.NOT_FOUND)));
    calls.put(
        "patch /v1/users/{userName}",
        List.of(new Call(user, "{\"fullName\":\"other\"}", Outcome.NOT_FOUND)));
    for (String action : List.of("link", "end-sessions", "disable", "enable")) {
      String body = action.equals("link") ? "{}" : action.equals("enable") ? "" : reason;
      calls.put(
          "post /v1/users/{userName}/" + action,
          List.of(new Call(user + "/" + action, body, Outcome.NOT_FOUND)));
    }
    calls.put(
        "get /v1/users/{userName}/sessions",
        List.of(new Call(user + "/sessions", Outcome.NOT_FOUND)));
    calls.put(
        "delete /v1/users/{userName}/sessions/{sessionId}",
        List.of(new Call(user + "/sessions/" + TenantData.SESSION, Outcome.NOT_FOUND)));
  }

  private void eventTypes(Map<String, List<Call>> calls) {
    String type = "/v1/event-types/card.expiring";
    calls.put("get /v1/event-types", List.of(new Call("/v1/event-types", Outcome.READABLE)));
    calls.put("get /v1/event-types/{name}", List.of(new Call(type, Outcome.READABLE)));
    calls.put(
        "get /v1/event-types/{name}/versions",
        List.of(new Call(type + "/versions", Outcome.READABLE)));
    calls.put(
        "get /v1/event-types/{name}/versions/{version}",
        List.of(new Call(type + "/versions/1", Outcome.READABLE)));
    calls.put(
        "put /v1/event-types/{name}", List.of(new Call(type, "{}", Outcome.DEFAULT_TENANT_ONLY)));
    calls.put(
        "get /v1/event-types/{name}/columns",
        List.of(new Call(type + "/columns", Outcome.READABLE)));
  }

  private void readTemplates(Map<String, List<Call>> calls) {
    calls.put("get /v1/templates", List.of(new Call("/v1/templates", Outcome.READABLE)));
    calls.put("get /v1/templates/feed", List.of(new Call("/v1/templates/feed", Outcome.READABLE)));
    calls.put(
        "get /v1/templates/{id}",
        List.of(new Call(TEMPLATE, Outcome.READABLE), new Call(UNPUBLISHED, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/versions/{version}",
        List.of(
            new Call(TEMPLATE + "/versions/1", Outcome.READABLE),
            new Call(TEMPLATE + "/versions/2", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/versions/{version}/preview",
        List.of(
            new Call(TEMPLATE + "/versions/1/preview", Outcome.READABLE),
            new Call(TEMPLATE + "/versions/2/preview", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/draft",
        List.of(
            new Call(TEMPLATE + "/draft", Outcome.NOT_FOUND),
            new Call(UNPUBLISHED + "/draft", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/draft/preview",
        List.of(new Call(UNPUBLISHED + "/draft/preview", Outcome.NOT_FOUND)));
    String test = "{\"phone\":\"0912345678\"}";
    calls.put(
        "post /v1/templates/{id}/draft/test",
        List.of(new Call(UNPUBLISHED + "/draft/test", test, Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/versions/{version}/test",
        List.of(new Call(TEMPLATE + "/versions/1/test", test, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/diff",
        List.of(new Call(TEMPLATE + "/diff?from=1&to=2", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/audit",
        List.of(
            new Call(TEMPLATE + "/audit", Outcome.NOTHING),
            new Call(UNPUBLISHED + "/audit", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/templates/{id}/registrations",
        List.of(
            new Call(TEMPLATE + "/registrations", Outcome.NOTHING),
            new Call(UNPUBLISHED + "/registrations", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/preview",
        List.of(
            new Call(
                "/v1/templates/preview", "{\"template\":" + template + "}", Outcome.READABLE)));
    calls.put(
        "get /v1/templates/export", List.of(new Call("/v1/templates/export", Outcome.NOTHING)));
  }

  private void changeTemplates(Map<String, List<Call>> calls) {
    for (String action : List.of("approve", "reject", "publish", "unschedule", "retire")) {
      calls.put(
          "post /v1/templates/{id}/versions/{version}/" + action,
          List.of(
              new Call(TEMPLATE + "/versions/2/" + action, "{\"reason\":\"x\"}", Outcome.NOT_FOUND),
              new Call(
                  TEMPLATE + "/versions/1/" + action, "{\"reason\":\"x\"}", Outcome.NOT_FOUND)));
    }
    calls.put(
        "post /v1/templates/{id}/roll-back",
        List.of(
            new Call(
                TEMPLATE + "/roll-back", "{\"version\":1,\"reason\":\"x\"}", Outcome.NOT_FOUND)));
    calls.put(
        "put /v1/templates/{id}/registrations/{carrier}",
        List.of(
            new Call(
                TEMPLATE + "/registrations/" + ROUTE,
                "{\"registeredId\":\"x\",\"status\":\"approved\"}",
                Outcome.NOT_FOUND)));
    calls.put(
        "delete /v1/templates/{id}/draft",
        List.of(new Call(UNPUBLISHED + "/draft", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/{id}/draft/submit",
        List.of(new Call(UNPUBLISHED + "/draft/submit", "{}", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/templates/import",
        List.of(
            new Call(
                "/v1/templates/import",
                "{\"files\":[{\"path\":\"a.yaml\",\"content\":"
                    + quoted(template.replace(PUBLISHED, "benefit-changed"))
                    + "}]}",
                Outcome.OWN)));
    calls.put(
        "put /v1/templates/{id}/draft",
        List.of(new Call(TEMPLATE + "/draft", template, Outcome.OWN)));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

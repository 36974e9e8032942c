package dev.notifier.console.audit;

import dev.notifier.console.layout.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/audit}, the newest entries first. */
record AuditView(List<Entry> entries, @Nullable String next) {
  /** Outcomes whose reason is the code of an error. */
  private static final Set<String> REFUSED = Set.of("refused", "denied");

  /**
   * What something was done to.
   *
   * @param name how people call it; null if the id is its name, or if it is not known
   */
  record Target(String kind, String id, @Nullable String name) {
    /** What has a page, by kind: its path, and the scope that shows it. */
    private static final Map<String, ObjectPage> PAGES =
        Map.of(
            "batch", new ObjectPage("batches", "batches:read", false),
            "key", new ObjectPage("keys", "keys:manage", false),
            "webhook", new ObjectPage("webhooks", "webhooks:manage", false),
            "tenant", new ObjectPage("tenants", "tenants:manage", false),
            "user", new ObjectPage("users", "users:manage", false),
            "export", new ObjectPage("reports/exports", "export", false),
            "template", new ObjectPage("templates", "templates:read", true),
            "route", new ObjectPage("routes", "routes:read", true),
            "knowledge", new ObjectPage("knowledge", "knowledge:read", true),
            "conversation", new ObjectPage("inbox", "inbox:read", true));

    private static final String JOB = "job";

    /**
     * The page of an object.
     *
     * @param byId whether the object has no other name than its id
     */
    private record ObjectPage(String path, String scope, boolean byId) {}

    /** As the filter has it. */
    String filter() {
      return kind + ":" + id;
    }

    /** How people call it, in their language; its id if that is not known. */
    String shown(Page page) {
      if (name == null) {
        return id;
      }
      return switch (kind) {
        case JOB -> page.word("system.kind", name);
        case "export" -> time(page, name);
        case "session" -> page.program(name);
        default -> name;
      };
    }

    private static String time(Page page, String at) {
      try {
        return page.time(Instant.parse(at));
      } catch (DateTimeParseException e) {
        return at;
      }
    }

    /** The page of the object; empty without one, and if it is known to be gone. */
    Optional<String> page(Page page) {
      if (kind.equals(JOB)) {
        // All are on one page.
        return Optional.of("system/jobs").filter(_ -> name != null && page.has("jobs:operate"));
      }
      return Optional.ofNullable(PAGES.get(kind))
          .filter(found -> page.has(found.scope()) && (found.byId() || name != null))
          .map(found ->
              found.path() + "/" + encoded(kind.equals("user") && name != null ? name : id));
    }

    private static String encoded(String part) {
      return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  /**
   * Entries that are one row: a look-up has one for each person, all of the same request.
   *
   * @param first the newest
   * @param all with the first
   */
  record Row(Entry first, List<Entry> all) {
    /** Whether it is about several persons. */
    boolean isFolded() {
      return all.size() > 1;
    }
  }

  /** The entries as rows. Neither is left out: a row has all of its entries. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    List<Entry> same = new ArrayList<>();
    for (Entry entry : entries) {
      if (!same.isEmpty() && !same.getFirst().isOfSameLookUp(entry)) {
        rows.add(new Row(same.getFirst(), List.copyOf(same)));
        same.clear();
      }
      same.add(entry);
    }
    if (!same.isEmpty()) {
      rows.add(new Row(same.getFirst(), List.copyOf(same)));
    }
    return rows;
  }

  /**
   * What somebody did.
   *
   * @param subjectRef the person whom it is about
   * @param reason that was given, or the code of the error
   * @param notifications that a look-up has shown
   */
  record Entry(
      Instant at,
      String actor,
      String actorKind,
      String operation,
      String outcome,
      @Nullable Target target,
      @Nullable String subjectRef,
      @Nullable String reason,
      @Nullable String requestId,
      @Nullable String network,
      @Nullable Map<String, Object> detail,
      @Nullable List<String> notifications) {

    /** The colour of the outcome. */
    String tag() {
      return switch (outcome) {
        case "done" -> "good";
        case "requested" -> "warn";
        case "unchanged", "previewed" -> "";
        default -> "bad";
      };
    }

    /** What was done, in words: not that a command was carried out if it was only asked for. */
    String what(Page page) {
      String words = "audit.operation." + operation;
      return page.find(words + "." + variant()).or(() -> page.find(words)).orElse(operation);
    }

    private String variant() {
      Map<String, Object> details = Objects.requireNonNullElse(detail, Map.of());
      if (Boolean.TRUE.equals(details.get("preview"))) {
        return "previewed";
      }
      if (Boolean.TRUE.equals(details.get("clear"))) {
        return "clear";
      }
      if ("scheduled".equals(details.get("state"))) {
        return "scheduled";
      }
      Object stage = details.get("stage");
      return stage == null || stage.equals("complete") ? outcome : "begun";
    }

    /** Whether both are of one look-up, of different persons. */
    boolean isOfSameLookUp(Entry other) {
      return requestId != null
          && target == null
          && other.target == null
          && Objects.equals(requestId, other.requestId)
          && Objects.equals(network, other.network)
          && Objects.equals(reason, other.reason)
          && Objects.equals(detail, other.detail)
          && operation.equals(other.operation)
          && outcome.equals(other.outcome)
          && actor.equals(other.actor);
    }

    /** How many messages it has shown. */
    int shown() {
      return notifications == null ? 0 : notifications.size();
    }

    /** Why it was done, in words if the system has done it; or why it was not. */
    String why(Page page) {
      if (reason == null) {
        return "";
      }
      if (actorKind.equals("system")) {
        return page.said(reason);
      }
      if (REFUSED.contains(outcome)) {
        return page.find("problem." + reason)
            .map(words -> words + " (" + reason + ")")
            .orElse(reason);
      }
      return page.word("person.purpose", reason);
    }

    /** What has changed, in one line. */
    String details(Page page) {
      return detail == null ? "" : AuditDetails.of(page, detail);
    }
  }
}

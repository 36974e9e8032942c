package dev.notifier.api.lookup;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.people.Person;
import dev.notifier.store.search.SearchField;
import dev.notifier.store.search.SearchFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The body of a search. Immutable. */
public final class SearchRequest {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A search", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "NotificationSearch",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  private static final int DEFAULT_LIMIT = 50;

  /** The fields of the body whose values are stored as they are sent. */
  private static final Map<SearchField, String> TEXTS =
      new EnumMap<>(
          Map.of(
              SearchField.PERSON_REF, "personRef",
              SearchField.GROUP, "group",
              SearchField.SOURCE, "source",
              SearchField.KEY, "keyId",
              SearchField.TYPE, "type",
              SearchField.ROUTE, "route",
              SearchField.STATE, "state",
              SearchField.REASON, "reason"));

  private final ObjectNode body;

  private SearchRequest(ObjectNode body) {
    this.body = body;
  }

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static SearchRequest read(HttpServletRequest request) throws IOException {
    return new SearchRequest(
        SCHEMA.bind(CommandBody.read(request, BODY).object(), ObjectNode.class));
  }

  /**
   * Checks a search whose notifications are wanted all together.
   *
   * @throws ProblemException with all violations, and if it asks for a page
   */
  public static SearchRequest ofFilter(ObjectNode filter) {
    for (String field : List.of("limit", "cursor")) {
      if (filter.has(field)) {
        throw invalid("/" + field, "There are no pages here. Send the filter without this field.");
      }
    }
    return new SearchRequest(SCHEMA.bind(filter, ObjectNode.class));
  }

  /**
   * What is searched.
   *
   * @param tenant of the caller
   * @throws ProblemException if the number cannot be that of a recipient, or no time is selected
   */
  public SearchFilter filter(String tenant, SubjectDigest subjects) {
    Map<SearchField, List<?>> values = new EnumMap<>(SearchField.class);
    TEXTS.forEach((field, name) -> add(values, field, text(name)));
    String phone = text("phone");
    add(values, SearchField.PHONE, phone == null ? null : TypedNumber.e164(phone));
    add(values, SearchField.SUBJECT, subjects.of(tenant, text("subject")));
    add(values, SearchField.BATCH, batch());
    String template = text("template");
    if (template != null) {
      values.put(SearchField.TEMPLATE, TemplateName.usableBy(tenant, template));
    }
    Instant from = time("from");
    Instant to = time("to");
    if (from != null && to != null && !from.isBefore(to)) {
      throw invalid(
          "/to", "This time is not after from, so nothing is selected. Send a later one.");
    }
    return new SearchFilter(tenant, values, from, to, time("changedSince"));
  }

  /**
   * The person whose messages are searched; null if it names no one.
   *
   * @throws ProblemException if the number cannot be that of a recipient
   */
  public @Nullable Person person(String tenant) {
    String phone = text("phone");
    if (phone != null) {
      return new Person(tenant, TypedNumber.e164(phone), null);
    }
    String reference = text("personRef");
    return reference == null ? null : new Person(tenant, null, reference);
  }

  @Nullable String group() {
    return text("group");
  }

  @Nullable UUID batch() {
    String batch = text("batchId");
    try {
      return batch == null ? null : UUID.fromString(batch);
    } catch (IllegalArgumentException e) {
      throw invalid("/batchId", "This is not a UUID. Send the id of a batch.");
    }
  }

  int limit() {
    return body.path("limit").asInt(DEFAULT_LIMIT);
  }

  /** Whether it asks for the first page. */
  boolean isFirst() {
    return !body.has("cursor");
  }

  /**
   * Where the page begins; null = the first page.
   *
   * @param tenant of the caller
   * @throws ProblemException if the cursor is not of this search
   */
  @Nullable UUID place(SignedCursors cursors, String tenant) {
    String cursor = text("cursor");
    return cursor == null ? null : cursors.place(cursor, search(tenant));
  }

  /** What a cursor is bound to: all fields of the body but the size of a page. */
  List<String> search(String tenant) {
    List<String> search = new ArrayList<>(List.of("search", tenant));
    body.propertyStream()
        .filter(each -> !each.getKey().equals("cursor") && !each.getKey().equals("limit"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> {
          search.add(each.getKey());
          search.add(each.getValue().asString());
        });
    return search;
  }

  private static void add(
      Map<SearchField, List<?>> values, SearchField field, @Nullable Object value) {
    if (value != null) {
      values.put(field, List.of(value));
    }
  }

  private @Nullable String text(String name) {
    return body.has(name) ? body.path(name).asString() : null;
  }

  private @Nullable Instant time(String name) {
    String text = text(name);
    Instant time = text == null ? null : Rfc3339.parse(text);
    if (text != null && time == null) {
      throw invalid("/" + name, "This is not a time. Send one as 2026-12-01T08:00:00Z.");
    }
    return time;
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_PARAMETER, detail))));
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "SearchRequest" + body.propertyNames();
  }
}

package dev.notifier.api.groups;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.api.security.Caller;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.groups.GroupStore;
import dev.notifier.store.groups.GroupStore.Put;
import dev.notifier.store.groups.StoredGroup;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads and declares the groups of the caller's tenant. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class GroupService {
  /** Groups beyond the limit are counted under this name. */
  private static final String OTHERS = "";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~:-]{1,64}");

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "GroupForm", new RequestSchema.Codes(ErrorCode.INVALID_GROUP, ErrorCode.INVALID_GROUP));

  private final GroupStore store;
  private final CounterStore counters;
  private final AuditTrail audit;

  GroupService(GroupStore store, CounterStore counters, AuditTrail audit) {
    this.store = store;
    this.counters = counters;
    this.audit = audit;
  }

  /**
   * What a caller says about a group.
   *
   * @param expected how many notifications it will have
   * @param title null = none
   */
  record Form(long expected, @Nullable String title) {
    /**
     * Reads a form.
     *
     * @throws ProblemException with all violations
     */
    static Form read(JsonNode body) {
      return SCHEMA.bind(body, Form.class);
    }
  }

  /**
   * The result of a declaration.
   *
   * @param created true if the group did not exist before
   */
  record PutResult(GroupDocument group, boolean created) {}

  GroupDocument.All all(Caller caller, PageRequest request) {
    String after = request.afterGroup();
    Page<StoredGroup> page =
        request.page(
            StoreAccess.call(() -> store.page(caller.tenant(), after, request.elementsToRead())),
            StoredGroup::name);
    List<CounterStore.Count> others =
        StoreAccess.call(() -> counters.ofGroup(caller.tenant(), OTHERS));
    return new GroupDocument.All(
        page.map(GroupDocument.Summary::of).elements(),
        others.stream().map(GroupDocument.Count::of).toList(),
        page.next());
  }

  GroupDocument find(Caller caller, String name) {
    return StoreAccess.call(() ->
        store
            .find(caller.tenant(), name)
            .map(group ->
                GroupDocument.of(
                    group,
                    counters.ofGroup(caller.tenant(), name),
                    store.lastChange(caller.tenant(), name)))
            .orElseThrow(() -> new ProblemException(ErrorCode.GROUP_NOT_FOUND)));
  }

  PutResult put(Caller caller, String name, Form form) {
    if (!NAME.matcher(name).matches()) {
      throw new ProblemException(
          Problem.of(
              List.of(
                  new Violation(
                      "",
                      ErrorCode.INVALID_GROUP,
                      "The name of a group has 1 to 64 of A to Z, a to z, 0 to 9 and . _ ~ : -"
                          + " here. Correct it."))));
    }
    Put done =
        StoreAccess.call(() ->
            audit.change(
                () ->
                    store.put(caller.tenant(), name, form.title(), form.expected(), caller.name()),
                put -> isChange(put) ? Change.of(Map.of("expected", form.expected())) : null));
    if (done == Put.FULL) {
      throw new ProblemException(ErrorCode.TOO_MANY_GROUPS);
    }
    return new PutResult(find(caller, name), done == Put.CREATED);
  }

  private static boolean isChange(Put put) {
    return put == Put.CREATED || put == Put.CHANGED;
  }
}

package dev.notifier.api.reports;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.store.effects.Effect;
import dev.notifier.store.effects.EffectStore;
import dev.notifier.store.effects.EffectStore.Put;
import dev.notifier.store.effects.StoredEffect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads, defines and deletes the effects of the caller's tenant. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class EffectService {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private final EffectStore store;
  private final EventTypeRegistry types;
  private final Duration retention;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * @param retention of notifications whose event type has none of its own
   */
  EffectService(
      EffectStore store,
      EventTypeRegistry types,
      Duration retention,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.types = types;
    this.retention = retention;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The result of a definition.
   *
   * @param created true if the effect did not exist before
   */
  record PutResult(EffectDocument effect, boolean created) {}

  EffectDocument.All all(Caller caller, PageRequest request) {
    String after = request.afterName();
    Page<EffectDocument> page =
        request
            .page(
                StoreAccess.call(
                    () -> store.page(caller.tenant(), after, request.elementsToRead())),
                stored -> stored.effect().name())
            .map(EffectDocument::of);
    return new EffectDocument.All(page.elements(), page.next());
  }

  EffectDocument find(Caller caller, String name) {
    return EffectDocument.of(stored(caller, name));
  }

  StoredEffect stored(Caller caller, String name) {
    return StoreAccess.call(() -> store.find(caller.tenant(), name))
        .orElseThrow(() -> new ProblemException(ErrorCode.EFFECT_NOT_FOUND));
  }

  PutResult put(Caller caller, String name, EffectForm form) {
    Effect effect = form.named(name);
    List<Violation> violations = violations(effect, form.outcomes());
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    Put done =
        StoreAccess.call(() ->
            audit.change(
                () -> store.put(caller.tenant(), effect, clock.instant(), caller.name()),
                put -> put == Put.CREATED ? change(effect) : null));
    return switch (done) {
      case CREATED, UNCHANGED -> new PutResult(find(caller, name), done == Put.CREATED);
      case DIFFERENT -> throw new ProblemException(ErrorCode.EFFECT_EXISTS);
      case FULL -> throw new ProblemException(ErrorCode.TOO_MANY_EFFECTS);
    };
  }

  void delete(Caller caller, String name) {
    Effect effect = stored(caller, name).effect();
    boolean deleted =
        StoreAccess.call(() ->
            audit.change(
                () -> store.delete(caller.tenant(), name), done -> done ? change(effect) : null));
    if (!deleted) {
      throw new ProblemException(ErrorCode.EFFECT_NOT_FOUND);
    }
  }

  private static Change change(Effect effect) {
    return Change.of(
        Map.of(
            "reminder",
            effect.reminder(),
            "outcomes",
            effect.outcomes(),
            "days",
            effect.days(),
            "sameSubject",
            effect.sameSubject()));
  }

  private List<Violation> violations(Effect effect, List<String> outcomes) {
    List<Violation> violations = new ArrayList<>();
    if (!NAME.matcher(effect.name()).matches()) {
      violations.add(
          new Violation(
              "",
              ErrorCode.INVALID_EFFECT,
              "The name of an effect has 1 to 40 of a to z, 0 to 9 and -, and does not begin with -."
                  + " Correct it."));
    }
    check(violations, "/reminder", effect.reminder(), effect.days());
    for (int i = 0; i < outcomes.size(); i++) {
      check(violations, "/outcomes/" + i, outcomes.get(i), effect.days());
    }
    return violations;
  }

  private void check(List<Violation> violations, String pointer, String name, int days) {
    CompiledEventType type = types.find(name);
    if (type == null) {
      if (types.isKnown()) {
        violations.add(
            new Violation(
                pointer,
                ErrorCode.INVALID_EFFECT,
                "There is no such event type. Use one that GET /v1/event-types lists."
                    + NearNames.suggestion(name, types.names())));
      }
      return;
    }
    Duration kept = Objects.requireNonNullElse(type.definition().retention(), retention);
    if (kept.toDays() < EffectStore.daysToKeep(days)) {
      violations.add(
          new Violation(
              pointer,
              ErrorCode.INVALID_EFFECT,
              "Notifications of this type are kept for "
                  + kept.toDays()
                  + " days, and counting needs them for "
                  + EffectStore.daysToKeep(days)
                  + ". Send fewer days, or give the type a longer retention."));
    }
  }
}

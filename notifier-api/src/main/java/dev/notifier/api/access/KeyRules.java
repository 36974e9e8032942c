package dev.notifier.api.access;

import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.HeldScopes;
import dev.notifier.config.addresses.AddressRange;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import dev.notifier.numbers.RecipientKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of a key together. No caller can make a key that may do more than its own. Used
 * for one form.
 */
final class KeyRules {
  static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration USUAL = Duration.ofDays(365);

  /** Its holder decides what others may do. */
  private static final Set<Scope> MANAGEMENT =
      EnumSet.of(Scope.KEYS_MANAGE, Scope.TENANTS_MANAGE, Scope.USERS_MANAGE);

  /** What a key for tests may do: the rest would change or show what is not of tests. */
  private static final Set<Scope> TEST =
      EnumSet.of(
          Scope.EVENTS_WRITE,
          Scope.DIRECTORY_WRITE,
          Scope.NOTIFICATIONS_READ,
          Scope.PERSONAL_DATA_READ,
          Scope.TEMPLATES_READ,
          Scope.EVENT_TYPES_READ,
          Scope.ROUTES_READ,
          Scope.REPORTS_READ);

  private final KeyForm form;
  private final KeyKind kind;
  private final String tenant;
  private final List<Violation> violations = new ArrayList<>();

  /**
   * @param tenant whose key it is
   */
  KeyRules(KeyForm form, KeyKind kind, String tenant) {
    this.form = form;
    this.kind = kind;
    this.tenant = tenant;
  }

  /**
   * The scopes of the form, in its order.
   *
   * @throws ProblemException if the caller lacks one of them
   */
  List<String> scopes(Caller maker) {
    List<String> known = Arrays.stream(Scope.values()).map(Scope::id).toList();
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (int i = 0; i < form.scopes().size(); i++) {
      String id = form.scopes().get(i);
      if (Scope.of(id).isPresent()) {
        scopes.add(Scope.of(id).get());
      } else {
        add("/scopes/" + i, "There is no such scope." + NearNames.suggestion(id, known));
      }
    }
    HeldScopes.require(maker, scopes);
    Set<Scope> national =
        scopes.stream().filter(Scope::isNationalOnly).collect(Collectors.toUnmodifiableSet());
    if (!national.isEmpty() && !Tenants.isNational(tenant)) {
      add(
          "/scopes",
          "Only keys of the tenant default can have " + ids(national) + ". Leave it out.");
    }
    if (kind == KeyKind.TEST && !TEST.containsAll(scopes)) {
      add("/scopes", "A test key can have " + ids(TEST) + " only. Leave out the others.");
    }
    boolean limited = kind != KeyKind.LIVE || limitsSending();
    if (limited && scopes.stream().anyMatch(MANAGEMENT::contains)) {
      add(
          "/scopes",
          "A key with "
              + ids(MANAGEMENT)
              + " could make keys without its own limits. Make two keys.");
    }
    return form.scopes().stream().distinct().toList();
  }

  private static String ids(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::id).collect(Collectors.joining(", "));
  }

  private boolean limitsSending() {
    KeyForm.Permissions given = form.permissions();
    return given != null
        && (isPresent(given.eventTypes())
            || isPresent(given.categories())
            || given.messagesPerDay() != null);
  }

  private static boolean isPresent(@Nullable List<String> list) {
    return list != null && !list.isEmpty();
  }

  /**
   * The permissions of the form.
   *
   * @param hmac of the numbers of a team
   * @param knownNumbers the HMACs of the present key, which stay if the form has no numbers
   */
  KeyPermissions permissions(RecipientKey hmac, List<String> knownNumbers) {
    KeyForm.Permissions given = form.permissions();
    List<String> numbers = given == null ? null : given.teamNumbers();
    List<String> hashes = numbers == null ? knownNumbers : hashes(numbers, hmac);
    if (kind == KeyKind.TEAM && hashes.isEmpty() && violations.isEmpty()) {
      add("/permissions/teamNumbers", "A key of a team needs the numbers of the team. Add them.");
    }
    if (kind != KeyKind.TEAM && !hashes.isEmpty()) {
      add("/permissions/teamNumbers", "Only a key of the kind team has numbers. Leave them out.");
    }
    if (given == null) {
      return new KeyPermissions(null, null, null, null, hashes, null);
    }
    checkNetworks(given.networks());
    if (given.kafkaClient() != null && !form.scopes().contains(Scope.EVENTS_WRITE.id())) {
      add(KeyLimits.KAFKA_CLIENT, "A key of a topic needs the scope events:write. Add it.");
    }
    return new KeyPermissions(
        given.eventTypes(),
        given.categories(),
        given.messagesPerDay(),
        given.networks(),
        hashes,
        given.requestsPerSecond(),
        given.kafkaClient());
  }

  private void checkNetworks(@Nullable List<String> networks) {
    for (int i = 0; networks != null && i < networks.size(); i++) {
      if (AddressRange.parse(networks.get(i)).isEmpty()) {
        add(
            "/permissions/networks/" + i,
            "This is no network. Send CIDR notation with zeros behind the prefix, such as"
                + " 10.20.0.0/16 or 2001:db8::/32.");
      }
    }
  }

  private List<String> hashes(List<String> numbers, RecipientKey hmac) {
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      switch (PhoneNumberParser.parse(numbers.get(i))) {
        case Accepted accepted -> hashes.add(hmac.of(accepted.number()));
        case Rejected rejected ->
            violations.add(
                Violation.at("/permissions/teamNumbers/" + i, ErrorCode.of(rejected.problem())));
      }
    }
    return hashes.stream().distinct().toList();
  }

  /**
   * When the key ends.
   *
   * @param known the end of the present key, which may stay although it is over; null for a new one
   * @param maker whose own key it does not outlive
   */
  Instant expiresAt(Instant now, @Nullable Instant known, Caller maker) {
    Instant year = now.plus(USUAL).truncatedTo(ChronoUnit.MILLIS);
    CallerKey own = maker.key();
    Instant usual = own != null && own.expiresAt().isBefore(year) ? own.expiresAt() : year;
    if (form.expiresAt() == null) {
      return usual;
    }
    Instant end = Rfc3339.parse(form.expiresAt());
    if (end != null && end.equals(known)) {
      return end;
    }
    if (end == null || !end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      add(
          "/expiresAt",
          "Send RFC 3339 with seconds and offset, in the future and within "
              + LONGEST.toDays()
              + " days, or omit it for a year.");
      return usual;
    }
    return end.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Requires that a key has the limits of its maker's key, except where it is as it was. A key that
   * gets more scopes needs all of them: otherwise its holder could do without the limits what the
   * maker may do only within them.
   *
   * @param before null for a new key
   */
  void limit(Caller maker, KeyRecord next, @Nullable KeyRecord before) {
    Set<String> exceeded = KeyLimits.exceeded(maker.key(), next);
    if (before != null && Set.copyOf(before.scopes()).containsAll(next.scopes())) {
      KeyPermissions present = before.permissions();
      if (next.expiresAt().equals(before.expiresAt())) {
        exceeded.remove("/expiresAt");
      }
      if (Objects.equals(next.permissions().kafkaClient(), present.kafkaClient())) {
        exceeded.remove(KeyLimits.KAFKA_CLIENT);
      }
      if (next.permissions().networks().equals(present.networks())) {
        exceeded.remove("/permissions/networks");
      }
      if (Objects.equals(next.permissions().requestsPerSecond(), present.requestsPerSecond())) {
        exceeded.remove("/permissions/requestsPerSecond");
      }
    }
    exceeded.forEach(pointer -> add(pointer, KeyLimits.DETAIL));
  }

  /** Adds a violation. */
  void add(String pointer, String detail) {
    violations.add(new Violation(pointer, ErrorCode.INVALID_KEY, detail));
  }

  /**
   * Ends the check.
   *
   * @throws ProblemException if there are violations
   */
  void reject() {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
  }
}

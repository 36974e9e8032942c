package dev.notifier.api.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.api.sessions.Sessions.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a sign-in has come.
 *
 * @param token of the session, secret; null if the former one stays
 * @param stage such as {@code second-factor-needed}
 * @param secondFactors that can be given now
 * @param expiresAt when the session ends at the latest; null if that has not changed
 * @param secondFactorUntil until when the second factor is fresh; null if it was not given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignedIn(
    @Nullable String token,
    String stage,
    List<String> secondFactors,
    @Nullable Instant expiresAt,
    @Nullable Instant secondFactorUntil) {
  public SignedIn {
    secondFactors = List.copyOf(secondFactors);
  }

  static SignedIn begun(Opened session, boolean hasFactor, List<SecondFactor> factors) {
    return new SignedIn(
        session.token(),
        id(hasFactor ? Stage.SECOND_FACTOR_NEEDED : Stage.ENROLMENT_NEEDED),
        factors.stream().map(SecondFactor::id).toList(),
        session.expiresAt(),
        null);
  }

  static SignedIn complete(@Nullable Opened session, Instant freshUntil) {
    return new SignedIn(
        session == null ? null : session.token(),
        id(Stage.COMPLETE),
        List.of(),
        session == null ? null : session.expiresAt(),
        freshUntil);
  }

  /** Such as {@code second-factor-needed}. */
  static String id(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "SignedIn[" + stage + "]";
  }
}

package dev.notifier.api.passkeys;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadAlgorithmException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.ConstraintViolationException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.notifier.api.passkeys.Verification.Accepted;
import dev.notifier.api.passkeys.Verification.Refused;
import dev.notifier.config.access.PasskeysConfig;
import dev.notifier.store.users.StoredPasskey;
import dev.notifier.store.users.StoredUser;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ceremonies of WebAuthn Level 3 (7.1 and 7.2) without storage. User verification is preferred
 * and not required, because the password is the other factor. Attestation is neither requested nor
 * checked: any authenticator may be used. Thread-safe.
 */
final class Ceremonies {
  /** How long a challenge can be used. */
  static final Duration CHALLENGE_LIFE = Duration.ofMinutes(5);

  static final int CHALLENGE_BYTES = 32;

  private static final String PREFERRED = "preferred";
  private static final String NAME = "Notifier";

  private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.RS256);

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager library = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final String domain;
  private final Set<Origin> origins;

  /**
   * Makes the ceremonies of a domain.
   *
   * @param config enabled
   */
  Ceremonies(PasskeysConfig config) {
    this.domain = config.relyingPartyId();
    this.origins =
        config.origins().stream().map(Origin::create).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A passkey as the authenticator made it.
   *
   * @param credential the attested credential data
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Registration(byte[] id, byte[] credential, long signCount, boolean backupEligible) {}

  /** What a browser needs to make a passkey. */
  CreationOptions creationOptions(StoredUser user, byte[] challenge, List<StoredPasskey> present) {
    return new CreationOptions(
        new CreationOptions.RelyingParty(domain, NAME),
        new CreationOptions.UserEntity(
            Base64Url.encode(handle(user.id())), user.name(), user.fullName()),
        Base64Url.encode(challenge),
        ALGORITHMS.stream()
            .map(algorithm -> new CreationOptions.Parameters("public-key", algorithm.getValue()))
            .toList(),
        CHALLENGE_LIFE.toMillis(),
        descriptors(present),
        new CreationOptions.Selection(PREFERRED, false, PREFERRED),
        "none");
  }

  /** What a browser needs to use one of the passkeys of a user. */
  RequestOptions requestOptions(byte[] challenge, List<StoredPasskey> present) {
    return new RequestOptions(
        Base64Url.encode(challenge),
        CHALLENGE_LIFE.toMillis(),
        domain,
        descriptors(present),
        PREFERRED);
  }

  private static List<CreationOptions.Descriptor> descriptors(List<StoredPasskey> passkeys) {
    return passkeys.stream().map(CreationOptions.Descriptor::of).toList();
  }

  /** Checks a new passkey. */
  Verification<Registration> register(PasskeyForm.Response response, byte[] challenge) {
    RegistrationData data;
    try {
      data =
          library.parse(
              new RegistrationRequest(
                  Base64Url.decode(response.attestationObject()),
                  Base64Url.decode(response.clientDataJSON())));
    } catch (RuntimeException e) {
      // The library reads bytes of the client: it has no common type for what is wrong with them.
      return new Refused<>(Refusal.UNREADABLE);
    }
    var parameters =
        new RegistrationParameters(
            server(challenge),
            ALGORITHMS.stream()
                .map(algorithm ->
                    new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                .toList(),
            false,
            true);
    Refusal refusal = refusal(() -> library.verify(data, parameters));
    if (refusal != null) {
      return new Refused<>(refusal);
    }
    AuthenticatorData<?> authenticator =
        Objects.requireNonNull(data.getAttestationObject(), "attestation object")
            .getAuthenticatorData();
    AttestedCredentialData credential =
        Objects.requireNonNull(authenticator.getAttestedCredentialData(), "credential");
    return new Accepted<>(
        new Registration(
            credential.getCredentialId(),
            credentials.convert(credential),
            authenticator.getSignCount(),
            authenticator.isFlagBE()));
  }

  /**
   * Checks what a passkey has signed.
   *
   * @param present the passkeys of the user
   */
  Verification<Use> authenticate(
      SignatureForm.Credential form, byte[] challenge, List<StoredPasskey> present) {
    byte[] id;
    byte @Nullable [] userHandle;
    AuthenticationData data;
    try {
      id = Base64Url.decode(form.rawId());
      SignatureForm.Response response = form.response();
      userHandle = response.userHandle() == null ? null : Base64Url.decode(response.userHandle());
      data =
          library.parse(
              new AuthenticationRequest(
                  id,
                  Base64Url.decode(response.authenticatorData()),
                  Base64Url.decode(response.clientDataJSON()),
                  Base64Url.decode(response.signature())));
    } catch (RuntimeException e) {
      // As above.
      return new Refused<>(Refusal.UNREADABLE);
    }
    StoredPasskey passkey =
        present.stream()
            .filter(each -> Arrays.equals(each.credentialId(), id))
            .findFirst()
            .orElse(null);
    if (passkey == null
        || (userHandle != null && !Arrays.equals(userHandle, handle(passkey.userId())))) {
      return new Refused<>(Refusal.UNKNOWN_PASSKEY);
    }
    var parameters =
        new AuthenticationParameters(
            server(challenge), stored(passkey), List.of(passkey.credentialId()), false, true);
    Refusal refusal = refusal(() -> library.verify(data, parameters));
    return refusal == null
        ? new Accepted<>(
            new Use(
                passkey,
                Objects.requireNonNull(data.getAuthenticatorData(), "data").getSignCount()))
        : new Refused<>(refusal);
  }

  /**
   * A use of a passkey.
   *
   * @param signCount as the authenticator signed it
   */
  record Use(StoredPasskey passkey, long signCount) {}

  private CredentialRecordImpl stored(StoredPasskey passkey) {
    return new CredentialRecordImpl(
        null,
        null,
        passkey.backupEligible(),
        null,
        passkey.signCount(),
        credentials.convert(ByteBuffer.wrap(passkey.credential())),
        null,
        null,
        null,
        null);
  }

  private ServerProperty server(byte[] challenge) {
    return ServerProperty.builder()
        .origins(origins)
        .rpId(domain)
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  /** Why the library refuses; null if it does not. */
  private static @Nullable Refusal refusal(Runnable verification) {
    try {
      verification.run();
      return null;
    } catch (VerificationException e) {
      return switch (e) {
        // Something is missing.
        case ConstraintViolationException _ -> Refusal.UNREADABLE;
        case InconsistentClientDataTypeException _ -> Refusal.WRONG_KIND;
        case BadChallengeException _ -> Refusal.CHALLENGE;
        case BadOriginException _, BadTopOriginException _, CrossOriginException _ ->
            Refusal.ORIGIN;
        case BadRpIdException _ -> Refusal.DOMAIN;
        case UserNotPresentException _ -> Refusal.NOT_PRESENT;
        case NotAllowedAlgorithmException _, BadAlgorithmException _ -> Refusal.ALGORITHM;
        case BadSignatureException _ -> Refusal.SIGNATURE;
        case MaliciousCounterValueException _ -> Refusal.COPIED;
        default -> Refusal.INVALID;
      };
    } catch (RuntimeException e) {
      // Bytes that could be read and that make no sense, such as a point that is not on its curve.
      return Refusal.INVALID;
    }
  }

  /** The user handle: random, so it says nothing about the person (WebAuthn Level 3, 14.6.1). */
  private static byte[] handle(UUID user) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(user.getMostSignificantBits())
        .putLong(user.getLeastSignificantBits())
        .array();
  }
}

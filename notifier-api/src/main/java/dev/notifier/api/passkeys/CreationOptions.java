package dev.notifier.api.passkeys;

import dev.notifier.store.users.StoredPasskey;
import java.util.List;

/**
 * What a browser needs to make a passkey, for {@code
 * PublicKeyCredential.parseCreationOptionsFromJSON} (WebAuthn Level 3, 5.1.9).
 *
 * @param timeout in milliseconds
 * @param excludeCredentials passkeys that the user has; an authenticator with one makes no other
 */
record CreationOptions(
    RelyingParty rp,
    UserEntity user,
    String challenge,
    List<Parameters> pubKeyCredParams,
    long timeout,
    List<Descriptor> excludeCredentials,
    Selection authenticatorSelection,
    String attestation) {
  /** The user to whom passkeys belong. */
  record RelyingParty(String id, String name) {}

  /**
   * Whose passkey it is.
   *
   * @param id bytes in base64url; says nothing about the person
   */
  record UserEntity(String id, String name, String displayName) {}

  /**
   * A kind of keys.
   *
   * @param alg a COSE algorithm
   */
  record Parameters(String type, long alg) {}

  /** Which authenticators can be used. */
  record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

  /**
   * A passkey.
   *
   * @param id bytes in base64url
   */
  record Descriptor(String type, String id, List<String> transports) {
    static Descriptor of(StoredPasskey passkey) {
      return new Descriptor(
          "public-key", Base64Url.encode(passkey.credentialId()), passkey.transports());
    }
  }
}

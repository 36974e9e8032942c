package dev.notifier.api.passkeys;

import java.util.List;

/**
 * What a browser needs to use a passkey, for {@code
 * PublicKeyCredential.parseRequestOptionsFromJSON} (WebAuthn Level 3, 5.1.10).
 *
 * @param timeout in milliseconds
 * @param allowCredentials the passkeys of the user
 */
record RequestOptions(
    String challenge,
    long timeout,
    String rpId,
    List<CreationOptions.Descriptor> allowCredentials,
    String userVerification) {}

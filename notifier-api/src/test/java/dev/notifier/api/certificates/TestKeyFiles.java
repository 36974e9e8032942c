package dev.notifier.api.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** PEM files of new keys. */
public final class TestKeyFiles {
  private TestKeyFiles() {}

  static KeyPair newPair(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  /** The file of a new private key. */
  public static Path privateKey(Path directory) throws GeneralSecurityException, IOException {
    return write(directory, "PRIVATE KEY", newPair("secp256r1").getPrivate());
  }

  static Path write(Path directory, String label, Key key) throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, "key", ".pem"),
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END "
            + label
            + "-----\n");
  }
}

package dev.notifier.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Self-signed certificates for 127.0.0.1 in PEM files, made with the JDK's keytool. */
public final class TestCertificates {
  private static final String PASSWORD = "changeit";

  /** Those of this JVM, by name: keytool needs more than a second of processor time for each. */
  private static final Map<String, Pem> CREATED = new HashMap<>();

  private TestCertificates() {}

  private record Pem(String certificate, String key) {}

  /**
   * Creates {@code name.pem} with the certificate and {@code name.key} with its key. They are the
   * same for all who use the name in this JVM, and different from those of other names.
   */
  public static synchronized void create(Path directory, String name) throws Exception {
    Pem pem = CREATED.get(name);
    if (pem == null) {
      pem = generate(directory, name);
      CREATED.put(name, pem);
    }
    Files.writeString(directory.resolve(name + ".pem"), pem.certificate());
    Files.writeString(directory.resolve(name + ".key"), pem.key());
  }

  private static Pem generate(Path directory, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                // It ends before the second compiler would pay off.
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                "one",
                "-keyalg",
                "EC",
                // Handshakes are faster than with the default curve.
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-ext",
                "bc=ca:true",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new Pem(
        pem("CERTIFICATE", keys.getCertificate("one").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("one", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + type
        + "-----\n";
  }
}

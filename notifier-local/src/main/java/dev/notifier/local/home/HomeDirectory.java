package dev.notifier.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The directory of one local installation: its data, secrets, logs, and running components.
 *
 * <p>Thread-safe, and safe for any number of processes.
 *
 * @param directory absolute; only its owner can read it
 */
public record HomeDirectory(Path directory) {
  private static final int SECRET_BYTES = 32;

  /** Opens the home; creates it on first use. */
  public static HomeDirectory open(Path directory) throws IOException {
    var home = new HomeDirectory(directory.toAbsolutePath().normalize());
    // Others may traverse it: for root, the database server runs as another user.
    create(home.directory(), "rwx--x--x");
    create(home.postgres(), "rwx--x--x");
    for (var folder : List.of(home.kafka(), home.smsc(), home.logs(), home.run(), home.secrets())) {
      create(folder, "rwx------");
    }
    return home;
  }

  /** Whether this directory is a home. Unlike {@link #open}, creates nothing. */
  public static boolean exists(Path directory) {
    return Files.isDirectory(directory.resolve("run"));
  }

  public Path kafka() {
    return directory.resolve("kafka");
  }

  public Path postgres() {
    return directory.resolve("postgres");
  }

  public Path smsc() {
    return directory.resolve("smsc");
  }

  public Path logs() {
    return directory.resolve("logs");
  }

  /** The addresses of the components that are up. */
  public Endpoints endpoints() {
    return new Endpoints(directory.resolve("endpoints.json"), run().resolve("endpoints.lock"));
  }

  /**
   * The secret of this name, created on first use and constant from then on: 256 random bits, in
   * characters that need no quoting in URLs and YAML.
   */
  public String secret(String name) throws IOException {
    var file = secrets().resolve(name);
    return LockedFile.with(
        run().resolve("secrets.lock"),
        () -> {
          if (!Files.exists(file)) {
            var bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            LockedFile.replace(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
          }
          return Files.readString(file).strip();
        });
  }

  /** Replaces a secret: the former one is not known any more. */
  public String newSecret(String name) throws IOException {
    LockedFile.with(
        run().resolve("secrets.lock"), () -> Files.deleteIfExists(secrets().resolve(name)));
    return secret(name);
  }

  /**
   * The file of a signing key of the curve P-256 (PEM, PKCS#8), created on first use and constant
   * from then on.
   */
  public Path signingKey(String name) throws IOException {
    var file = secrets().resolve(name + ".pem");
    return LockedFile.with(
        run().resolve("secrets.lock"),
        () -> {
          if (!Files.exists(file)) {
            LockedFile.replace(file, SigningKey.newPem());
          }
          return file;
        });
  }

  private static void create(Path folder, String mode) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }
  }

  Path run() {
    return directory.resolve("run");
  }

  private Path secrets() {
    return directory.resolve("secrets");
  }
}

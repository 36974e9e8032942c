package dev.notifier.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeDirectoryTest {
  @TempDir Path directory;

  @Test
  void onlyTheOwnerCanReadANewHome() throws IOException {
    var home = HomeDirectory.open(directory.resolve("a/b"));
    assertThat(mode(home.directory())).isEqualTo("rwx--x--x");
    assertThat(List.of(home.kafka(), home.smsc(), home.logs(), home.run()))
        .allSatisfy(folder -> assertThat(mode(folder)).isEqualTo("rwx------"));
    assertThat(HomeDirectory.exists(directory.resolve("a/b"))).isTrue();
    assertThat(HomeDirectory.exists(directory.resolve("c"))).isFalse();
    assertThat(directory.resolve("c")).doesNotExist();
  }

  @Test
  void aSecretIsCreatedOnceAndPrivate() throws IOException {
    var secret = HomeDirectory.open(directory).secret("api-key");
    assertThat(secret).hasSize(43).matches("[A-Za-z0-9_-]+");
    assertThat(HomeDirectory.open(directory).secret("api-key")).isEqualTo(secret);
    assertThat(HomeDirectory.open(directory).secret("privacy-key")).isNotEqualTo(secret);
    assertThat(mode(directory.resolve("secrets/api-key"))).isEqualTo("rw-------");
  }

  @Test
  void aSigningKeyIsCreatedOnceAndPrivate() throws Exception {
    Path file = HomeDirectory.open(directory).signingKey("certificate-key");
    String pem = Files.readString(file);

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(Files.readString(HomeDirectory.open(directory).signingKey("certificate-key")))
        .isEqualTo(pem);
    byte[] der =
        Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", ""));
    assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)))
        .isInstanceOf(ECPrivateKey.class);
  }

  @Test
  void concurrentCallersGetTheSameSecret() throws IOException {
    var home = HomeDirectory.open(directory);
    Set<String> found = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 20; i++) {
        var _ = threads.submit(() -> found.add(home.secret("api-key")));
      }
    }
    assertThat(found).hasSize(1);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

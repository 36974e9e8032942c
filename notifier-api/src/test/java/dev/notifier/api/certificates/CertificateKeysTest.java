package dev.notifier.api.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateKeysTest {
  private static final byte[] DOCUMENT = "{\"text\":\"Thẻ BHYT\"}".getBytes(UTF_8);

  @TempDir private Path directory;

  /** As a reader has them: published, and without the program. */
  private static boolean isValid(String jws, JWKSet published) throws Exception {
    JWSObject parsed = JWSObject.parse(jws);
    JWK key = published.getKeyByKeyId(parsed.getHeader().getKeyID());
    return key != null && parsed.verify(new ECDSAVerifier(key.toECKey()));
  }

  private static CertificateKeys keys(Path... files) {
    return CertificateKeys.read(List.of(files).stream().map(Path::toString).toList());
  }

  private static JWKSet published(CertificateKeys keys) throws Exception {
    return JWKSet.parse(keys.published());
  }

  @Test
  void aSignatureIsCheckedWithThePublishedKeysOnly() throws Exception {
    CertificateKeys keys = keys(TestKeyFiles.privateKey(directory));

    String jws = keys.sign(DOCUMENT);

    JWKSet published = published(keys);
    assertThat(published.containsNonPublicKeys()).isFalse();
    assertThat(isValid(jws, published)).isTrue();
    assertThat(JWSObject.parse(jws).getPayload().toBytes()).isEqualTo(DOCUMENT);
    assertThat(JWSObject.parse(jws).getHeader().getType().getType())
        .isEqualTo("notifier-certificate");
    for (int i = jws.indexOf('.') + 1; i < jws.lastIndexOf('.'); i++) {
      char changed = jws.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(isValid(jws.substring(0, i) + changed + jws.substring(i + 1), published))
          .as("character %s", i)
          .isFalse();
    }
  }

  @Test
  void aFormerKeyIsPublishedAlsoWithoutItsPrivatePart() throws Exception {
    KeyPair former = TestKeyFiles.newPair("secp256r1");
    String old =
        keys(TestKeyFiles.write(directory, "PRIVATE KEY", former.getPrivate())).sign(DOCUMENT);

    CertificateKeys rotated =
        keys(
            TestKeyFiles.privateKey(directory),
            TestKeyFiles.write(directory, "PUBLIC KEY", former.getPublic()));

    JWKSet published = published(rotated);
    assertThat(published.size()).isEqualTo(2);
    assertThat(isValid(old, published)).isTrue();
    assertThat(isValid(rotated.sign(DOCUMENT), published)).isTrue();
    assertThat(JWSObject.parse(rotated.sign(DOCUMENT)).getHeader().getKeyID())
        .isEqualTo(published.getKeys().getFirst().getKeyID());
    assertThat(isValid(old, published(keys(TestKeyFiles.privateKey(directory))))).isFalse();
  }

  @Test
  void theTwoFilesOfAKeyAreOneKey() throws Exception {
    KeyPair pair = TestKeyFiles.newPair("secp256r1");

    CertificateKeys keys =
        keys(
            TestKeyFiles.write(directory, "PRIVATE KEY", pair.getPrivate()),
            TestKeyFiles.write(directory, "PUBLIC KEY", pair.getPublic()));

    assertThat(published(keys).size()).isOne();
    assertThat(isValid(keys.sign(DOCUMENT), published(keys))).isTrue();
  }

  @Test
  void withoutAKeyNothingIsSigned() {
    CertificateKeys none = CertificateKeys.read(List.of());

    assertThat(none.published()).containsEntry("keys", List.of());
    assertThatThrownBy(() -> none.sign(DOCUMENT)).isInstanceOf(ProblemException.class);
  }

  @Test
  void wrongFilesAreErrorsOfTheConfiguration() throws Exception {
    KeyPair pair = TestKeyFiles.newPair("secp256r1");
    List<Path> wrong =
        List.of(
            directory.resolve("none.pem"),
            directory,
            text("no key"),
            text("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"),
            TestKeyFiles.write(
                directory, "PRIVATE KEY", TestKeyFiles.newPair("secp384r1").getPrivate()),
            TestKeyFiles.write(
                directory, "PUBLIC KEY", TestKeyFiles.newPair("secp384r1").getPublic()),
            TestKeyFiles.write(directory, "PUBLIC KEY", pair.getPublic()));
    for (Path file : wrong) {
      assertThatThrownBy(() -> keys(file))
          .as(file.toString())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("notifier.certificates.key-files");
    }
  }

  private Path text(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "text", ".pem"), text);
  }
}

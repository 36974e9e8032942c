package dev.notifier.api.passkeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.passkeys.Verification.Accepted;
import dev.notifier.api.passkeys.Verification.Refused;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.config.access.PasskeysConfig;
import dev.notifier.store.users.StoredPasskey;
import dev.notifier.store.users.StoredUser;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which responses of authenticators are accepted. */
class CeremoniesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String DOMAIN = "sms.example";
  private static final String ORIGIN = "https://console.sms.example";
  private static final byte[] CHALLENGE = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String CHALLENGE_TEXT = Base64Url.encode(CHALLENGE);
  private static final UUID USER = UUID.fromString("0190a1b2-0000-7000-8000-00000000000a");

  private static final Ceremonies CEREMONIES =
      new Ceremonies(new PasskeysConfig(DOMAIN, List.of("https://sms.example:8443", ORIGIN)));

  private static SoftwareAuthenticator authenticator() {
    return new SoftwareAuthenticator("a", DOMAIN, ORIGIN);
  }

  private static PasskeyForm form(JsonNode credential) {
    ObjectNode body = JSON.createObjectNode().put("label", "office laptop");
    body.set("credential", credential);
    return PasskeyForm.read(body);
  }

  private Verification<Ceremonies.Registration> register(SoftwareAuthenticator authenticator) {
    return register(authenticator.create(CHALLENGE_TEXT));
  }

  private Verification<Ceremonies.Registration> register(JsonNode credential) {
    return CEREMONIES.register(form(credential).credential().response(), CHALLENGE);
  }

  private StoredPasskey registered(SoftwareAuthenticator authenticator) {
    Ceremonies.Registration made =
        ((Accepted<Ceremonies.Registration>) register(authenticator)).value();
    return new StoredPasskey(
        UUID.randomUUID(),
        made.id(),
        USER,
        "office laptop",
        made.credential(),
        made.signCount(),
        made.backupEligible(),
        List.of(),
        NOW,
        null);
  }

  private Verification<Ceremonies.Use> use(
      SoftwareAuthenticator authenticator, StoredPasskey... of) {
    return use(authenticator.get(CHALLENGE_TEXT), of);
  }

  private Verification<Ceremonies.Use> use(JsonNode credential, StoredPasskey... of) {
    ObjectNode body = JSON.createObjectNode();
    body.set("credential", credential);
    return CEREMONIES.authenticate(SignatureForm.read(body).credential(), CHALLENGE, List.of(of));
  }

  private static <T> Refused<T> refused(Refusal reason) {
    return new Refused<>(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "Ed25519", "RSA"})
  void aPasskeyIsAddedAndUsed(String algorithm) {
    var authenticator = new SoftwareAuthenticator("a", DOMAIN, ORIGIN, algorithm).signCount(3);
    StoredPasskey passkey = registered(authenticator);

    assertThat(passkey.signCount()).isEqualTo(3);
    assertThat(passkey.backupEligible()).isFalse();
    assertThat(use(authenticator.signCount(4), passkey))
        .isEqualTo(new Accepted<>(new Ceremonies.Use(passkey, 4)));
    assertThat(
            use(authenticator.origin("https://sms.example:8443").signCount(0x80000000L), passkey))
        .isEqualTo(new Accepted<>(new Ceremonies.Use(passkey, 0x80000000L)));
  }

  @Test
  void theOptionsNameTheUserAndHerPasskeys() {
    StoredPasskey passkey = registered(authenticator());
    StoredUser user =
        new StoredUser(
            USER,
            1,
            "default",
            "lan",
            "Lò Thị Lan",
            List.of(),
            List.of(),
            NOW,
            "api",
            NOW,
            "api",
            null,
            null);

    JsonNode creation =
        JSON.valueToTree(CEREMONIES.creationOptions(user, CHALLENGE, List.of(passkey)));
    JsonNode request = JSON.valueToTree(CEREMONIES.requestOptions(CHALLENGE, List.of(passkey)));

    String id = Base64Url.encode(passkey.credentialId());
    assertThat(creation.at("/rp/id").asString()).isEqualTo(DOMAIN);
    assertThat(creation.at("/user/name").asString()).isEqualTo("lan");
    assertThat(creation.at("/user/displayName").asString()).isEqualTo("Lò Thị Lan");
    assertThat(Base64.getUrlDecoder().decode(creation.at("/user/id").asString())).hasSize(16);
    assertThat(creation.at("/challenge").asString()).isEqualTo(CHALLENGE_TEXT);
    assertThat(creation.at("/attestation").asString()).isEqualTo("none");
    assertThat(creation.at("/excludeCredentials/0/id").asString()).isEqualTo(id);
    assertThat(creation.at("/pubKeyCredParams").findValuesAsString("alg"))
        .containsExactly("-7", "-8", "-257");
    assertThat(request.at("/rpId").asString()).isEqualTo(DOMAIN);
    assertThat(request.at("/challenge").asString()).isEqualTo(CHALLENGE_TEXT);
    assertThat(request.at("/allowCredentials/0/id").asString()).isEqualTo(id);
    assertThat(request.at("/userVerification").asString()).isEqualTo("preferred");
  }

  @Test
  void aNewPasskeyOfAnotherPageChallengeOrCeremonyIsRefused() {
    assertThat(register(authenticator().origin("https://sms.example")))
        .isEqualTo(refused(Refusal.ORIGIN));
    assertThat(register(authenticator().origin("http://console.sms.example")))
        .isEqualTo(refused(Refusal.ORIGIN));
    assertThat(register(authenticator().origin("https://evil.example")))
        .isEqualTo(refused(Refusal.ORIGIN));
    assertThat(register(authenticator().crossOrigin())).isEqualTo(refused(Refusal.ORIGIN));
    assertThat(register(authenticator().domain("evil.example"))).isEqualTo(refused(Refusal.DOMAIN));
    assertThat(register(authenticator().type("webauthn.get")))
        .isEqualTo(refused(Refusal.WRONG_KIND));
    assertThat(register(authenticator().flags(0))).isEqualTo(refused(Refusal.NOT_PRESENT));
    assertThat(register(authenticator().create(Base64Url.encode(new byte[32]))))
        .isEqualTo(refused(Refusal.CHALLENGE));
  }

  @Test
  void aSignatureOfAnotherPageChallengeOrCeremonyIsRefused() {
    StoredPasskey passkey = registered(authenticator());
    SoftwareAuthenticator right = authenticator();
    StoredPasskey own = registered(right);

    assertThat(use(right, own)).isInstanceOf(Accepted.class);
    assertThat(use(authenticator(), passkey))
        .as("the key of another authenticator")
        .isEqualTo(refused(Refusal.SIGNATURE));
    assertThat(use(right.get(Base64Url.encode(new byte[32])), own))
        .isEqualTo(refused(Refusal.CHALLENGE));
    assertThat(use(right.flags(0), own)).isEqualTo(refused(Refusal.NOT_PRESENT));
    right.flags(SoftwareAuthenticator.PRESENT);
    assertThat(use(right.type("webauthn.create"), own)).isEqualTo(refused(Refusal.WRONG_KIND));
    right.type("webauthn.get");
    assertThat(use(right.domain("evil.example"), own)).isEqualTo(refused(Refusal.DOMAIN));
    right.domain(DOMAIN);
    assertThat(use(right.origin("https://evil.example"), own)).isEqualTo(refused(Refusal.ORIGIN));
    right.origin(ORIGIN);
    assertThat(use(right.crossOrigin(), own)).isEqualTo(refused(Refusal.ORIGIN));
  }

  @Test
  void aPasskeyOfNoOrAnotherUserIsUnknown() {
    SoftwareAuthenticator authenticator = authenticator();
    StoredPasskey passkey = registered(authenticator);
    ObjectNode withHandle = authenticator.get(CHALLENGE_TEXT);
    ObjectNode response = (ObjectNode) withHandle.required("response");

    assertThat(use(authenticator)).isEqualTo(refused(Refusal.UNKNOWN_PASSKEY));
    response.put("userHandle", Base64Url.encode(new byte[16]));
    assertThat(use(withHandle, passkey)).isEqualTo(refused(Refusal.UNKNOWN_PASSKEY));
    response.put("userHandle", "AZChsgAAcACAAAAAAAAACg");
    assertThat(use(withHandle, passkey)).isInstanceOf(Accepted.class);
    response.putNull("userHandle");
    assertThat(use(withHandle, passkey)).isInstanceOf(Accepted.class);
  }

  @Test
  void aCountThatDoesNotGoUpIsThatOfACopy() {
    SoftwareAuthenticator authenticator = authenticator().signCount(7);
    StoredPasskey passkey = registered(authenticator);

    assertThat(use(authenticator.signCount(7), passkey)).isEqualTo(refused(Refusal.COPIED));
    assertThat(use(authenticator.signCount(6), passkey)).isEqualTo(refused(Refusal.COPIED));
    assertThat(use(authenticator.signCount(0), passkey)).isEqualTo(refused(Refusal.COPIED));
    assertThat(use(authenticator.signCount(8), passkey)).isInstanceOf(Accepted.class);
  }

  /** It says so when it is made; a passkey that says something else later is not the same one. */
  @Test
  void whetherAPasskeyCanBeCopiedToOtherDevicesNeverChanges() {
    SoftwareAuthenticator authenticator =
        authenticator()
            .flags(SoftwareAuthenticator.PRESENT | SoftwareAuthenticator.BACKUP_ELIGIBLE);
    StoredPasskey passkey = registered(authenticator);

    assertThat(passkey.backupEligible()).isTrue();
    assertThat(use(authenticator, passkey)).isInstanceOf(Accepted.class);
    assertThat(use(authenticator.flags(SoftwareAuthenticator.PRESENT), passkey))
        .isEqualTo(refused(Refusal.INVALID));
  }

  @Test
  void aKeyOfAnotherAlgorithmIsRefused() {
    JsonNode credential = authenticator().create(CHALLENGE_TEXT);
    // The label alg (3) of the COSE key, and the values -7 and -16.
    byte[] changed =
        replace(
            bytes(credential, "attestationObject"),
            new byte[] {0x03, 0x26},
            new byte[] {0x03, 0x2F});

    assertThat(register(with(credential, "attestationObject", changed)))
        .isIn(refused(Refusal.UNREADABLE), refused(Refusal.ALGORITHM));
  }

  /** Whatever the bytes are, there is an answer and no failure. */
  @Test
  void damagedResponsesAreRefused() {
    Random random = new Random(7);
    SoftwareAuthenticator authenticator = authenticator();
    StoredPasskey passkey = registered(authenticator);
    JsonNode creation = authenticator.create(CHALLENGE_TEXT);
    JsonNode signature = authenticator.get(CHALLENGE_TEXT);

    for (int i = 0; i < 300; i++) {
      for (String field : List.of("attestationObject", "clientDataJSON")) {
        register(damaged(creation, field, random));
      }
      for (String field : List.of("authenticatorData", "clientDataJSON", "signature")) {
        assertThat(use(damaged(signature, field, random), passkey))
            .as("a signature of " + field + " that was changed")
            .isInstanceOf(Refused.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "f6",
        "a0",
        "80",
        "ff",
        // Ten thousand elements are announced.
        "9a00002710",
        "a363666d74646e6f6e656761747453746d74a0686175746844617461f6",
        "a363666d74f66761747453746d74f6686175746844617461f6",
        "a363666d7463626f676761747453746d74a068617574684461746140",
        // An attestation of a format with a certificate that is none.
        "a363666d74667061636b65646761747453746d74a163783563814101686175746844617461f6",
      })
  void whatIsNoAttestationIsRefused(String hex) {
    JsonNode credential = authenticator().create(CHALLENGE_TEXT);
    byte[] bytes = hex.isEmpty() ? new byte[] {1} : HexFormat.of().parseHex(hex);

    assertThat(register(with(credential, "attestationObject", bytes)))
        .isIn(refused(Refusal.UNREADABLE), refused(Refusal.INVALID));
  }

  @Test
  void aDeeplyNestedAttestationIsRefused() {
    byte[] arrays = new byte[12_000];
    Arrays.fill(arrays, (byte) 0x81);

    assertThat(register(with(authenticator().create(CHALLENGE_TEXT), "attestationObject", arrays)))
        .isEqualTo(refused(Refusal.UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"type\":1}", "{\"type\":\"webauthn.create\"}", "{"})
  void whatIsNoClientDataIsRefused(String json) {
    JsonNode credential = authenticator().create(CHALLENGE_TEXT);

    assertThat(register(with(credential, "clientDataJSON", (" " + json).getBytes(UTF_8))))
        .isIn(refused(Refusal.UNREADABLE), refused(Refusal.INVALID), refused(Refusal.WRONG_KIND));
  }

  @Test
  void aBodyWithoutTheFieldsIsRefusedWithTheirNames() {
    ObjectNode credential = authenticator().create(CHALLENGE_TEXT);
    ((ObjectNode) credential.required("response")).remove("attestationObject");
    credential.put("type", "password");

    assertThatThrownBy(() -> form(credential))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().errors())
                    .extracting(error -> error.pointer() + " " + error.code())
                    .containsExactlyInAnyOrder(
                        "/credential/response/attestationObject invalid-passkey",
                        "/credential/type invalid-passkey"));
    assertThatThrownBy(() ->
            form(
                with(
                    authenticator().create(CHALLENGE_TEXT), "attestationObject", new byte[13_000])))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("invalid-passkey");
  }

  private static JsonNode damaged(JsonNode credential, String field, Random random) {
    byte[] bytes = bytes(credential, field);
    UnaryOperator<byte[]> damage =
        switch (random.nextInt(3)) {
          case 0 ->
              source -> {
                source[random.nextInt(source.length)] ^= (byte) (1 << random.nextInt(8));
                return source;
              };
          case 1 -> source -> Arrays.copyOf(source, 1 + random.nextInt(source.length - 1));
          default ->
              source -> {
                random.nextBytes(source);
                return source;
              };
        };
    return with(credential, field, damage.apply(bytes));
  }

  private static byte[] bytes(JsonNode credential, String field) {
    return Base64Url.decode(credential.required("response").required(field).asString());
  }

  private static JsonNode with(JsonNode credential, String field, byte[] value) {
    JsonNode copy = credential.deepCopy();
    ((ObjectNode) copy.required("response")).put(field, Base64Url.encode(value));
    return copy;
  }

  private static byte[] replace(byte[] source, byte[] from, byte[] to) {
    for (int i = 0; i + from.length <= source.length; i++) {
      if (Arrays.equals(source, i, i + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, source, i, to.length);
        return source;
      }
    }
    throw new IllegalArgumentException("not found");
  }
}

package dev.notifier.api.passkeys;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An authenticator and a browser without a window: signs what the browser of a person would send,
 * or something else. Has one passkey. Not thread-safe.
 */
public final class SoftwareAuthenticator {
  public static final byte PRESENT = AuthenticatorData.BIT_UP;
  public static final byte BACKUP_ELIGIBLE = AuthenticatorData.BIT_BE;

  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectConverter CONVERTER = new ObjectConverter();

  private final KeyPair key;
  private final byte[] credentialId;
  private String domain;
  private String origin;
  private boolean crossOrigin;
  private @Nullable String type;
  private byte flags = PRESENT;
  private long signCount;

  /**
   * Makes an authenticator.
   *
   * @param id begins its credential id
   */
  public SoftwareAuthenticator(String id, String domain, String origin) {
    this(id, domain, origin, "EC");
  }

  /**
   * Makes an authenticator.
   *
   * @param algorithm of its key: EC, Ed25519, RSA or another one of Java
   */
  SoftwareAuthenticator(String id, String domain, String origin, String algorithm) {
    this.credentialId = (id + "-0123456789abcdef").getBytes(StandardCharsets.UTF_8);
    this.domain = domain;
    this.origin = origin;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(256);
      }
      key = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SoftwareAuthenticator domain(String value) {
    domain = value;
    return this;
  }

  SoftwareAuthenticator origin(String value) {
    origin = value;
    return this;
  }

  /** The page is in a frame of a page of another origin. */
  SoftwareAuthenticator crossOrigin() {
    crossOrigin = true;
    return this;
  }

  /** The type of the client data, in place of the right one. */
  SoftwareAuthenticator type(String value) {
    type = value;
    return this;
  }

  SoftwareAuthenticator flags(int value) {
    flags = (byte) value;
    return this;
  }

  /** The count of the next signature. */
  public SoftwareAuthenticator signCount(long value) {
    signCount = value;
    return this;
  }

  /**
   * Makes the passkey.
   *
   * @param challenge in base64url
   * @return a RegistrationResponseJSON
   */
  public ObjectNode create(String challenge) {
    COSEKey cose = cose(key.getPublic());
    var data =
        new AuthenticatorData<RegistrationExtensionAuthenticatorOutput>(
            sha256(domain.getBytes(StandardCharsets.UTF_8)),
            (byte) (flags | AuthenticatorData.BIT_AT),
            signCount,
            new AttestedCredentialData(AAGUID.ZERO, credentialId, cose));
    byte[] attestation =
        new AttestationObjectConverter(CONVERTER)
            .convertToBytes(new AttestationObject(data, new NoneAttestationStatement()));
    ObjectNode credential = credential();
    ObjectNode response = credential.putObject("response");
    response.put("clientDataJSON", base64Url(clientData("webauthn.create", challenge)));
    response.put("attestationObject", base64Url(attestation));
    response.putArray("transports").add("internal").add("hybrid");
    response.put("publicKeyAlgorithm", -7);
    return credential;
  }

  /**
   * Uses the passkey.
   *
   * @param challenge in base64url
   * @return an AuthenticationResponseJSON
   */
  public ObjectNode get(String challenge) {
    var data =
        new AuthenticatorData<RegistrationExtensionAuthenticatorOutput>(
            sha256(domain.getBytes(StandardCharsets.UTF_8)), flags, signCount);
    byte[] signed = new AuthenticatorDataConverter(CONVERTER).convert(data);
    byte[] clientData = clientData("webauthn.get", challenge);
    ObjectNode credential = credential();
    ObjectNode response = credential.putObject("response");
    response.put("clientDataJSON", base64Url(clientData));
    response.put("authenticatorData", base64Url(signed));
    response.put("signature", base64Url(sign(signed, sha256(clientData))));
    return credential;
  }

  private ObjectNode credential() {
    ObjectNode credential = JSON.createObjectNode();
    credential.put("id", base64Url(credentialId));
    credential.put("rawId", base64Url(credentialId));
    credential.put("type", "public-key");
    credential.put("authenticatorAttachment", "platform");
    credential.putObject("clientExtensionResults");
    return credential;
  }

  private byte[] clientData(String usual, String challenge) {
    ObjectNode data = JSON.createObjectNode();
    data.put("type", type == null ? usual : type);
    data.put("challenge", challenge);
    data.put("origin", origin);
    data.put("crossOrigin", crossOrigin);
    data.put("other_keys_can_be_added_here", "as browsers do");
    return JSON.writeValueAsBytes(data);
  }

  private byte[] sign(byte[] data, byte[] hash) {
    String algorithm =
        switch (key.getPublic()) {
          case ECPublicKey _ -> "SHA256withECDSA";
          case RSAPublicKey _ -> "SHA256withRSA";
          default -> key.getPublic().getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key.getPrivate());
      signature.update(data);
      signature.update(hash);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static COSEKey cose(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> EC2COSEKey.create(ec, COSEAlgorithmIdentifier.ES256);
      case RSAPublicKey rsa -> RSACOSEKey.create(rsa, COSEAlgorithmIdentifier.RS256);
      case EdECPublicKey ed -> EdDSACOSEKey.create(ed, COSEAlgorithmIdentifier.EdDSA);
      default -> throw new IllegalArgumentException(key.getAlgorithm());
    };
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

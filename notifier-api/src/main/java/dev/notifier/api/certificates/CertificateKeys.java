package dev.notifier.api.certificates;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.config.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of certificates: the first one signs (ES256), and all are published, so that what a
 * former one has signed can still be checked. Thread-safe.
 */
final class CertificateKeys {
  /** Says what was signed, so that the signature is not taken for one of something else. */
  static final JOSEObjectType TYPE = new JOSEObjectType("notifier-certificate");

  private final JWKSet published;
  private final @Nullable String keyId;
  private final @Nullable JWSSigner signer;

  private CertificateKeys(List<ECKey> keys) throws JOSEException {
    List<JWK> all = List.copyOf(keys);
    this.published = new JWKSet(all).toPublicJWKSet();
    this.keyId = keys.isEmpty() ? null : keys.getFirst().getKeyID();
    this.signer = keys.isEmpty() ? null : new ECDSASigner(keys.getFirst());
  }

  /**
   * Reads the keys.
   *
   * @param files PEM files; none = nothing can be signed
   * @throws ConfigurationException if a file has no key, or the first one no private key
   */
  static CertificateKeys read(List<String> files) {
    // The private and the public file of a key are one key.
    Map<String, ECKey> byId = new LinkedHashMap<>();
    files.stream().map(KeyFile::read).forEach(key -> byId.putIfAbsent(key.getKeyID(), key));
    List<ECKey> keys = List.copyOf(byId.values());
    if (!keys.isEmpty() && !keys.getFirst().isPrivate()) {
      throw KeyFile.error(
          "the first file has no private key", "Name the file of the key that signs first");
    }
    try {
      return new CertificateKeys(keys);
    } catch (JOSEException e) {
      throw new IllegalStateException("ES256 is not available", e);
    }
  }

  /** The public keys as a JWK Set (RFC 7517). */
  Map<String, Object> published() {
    return published.toJSONObject();
  }

  /**
   * Requires that there is a key.
   *
   * @throws ProblemException if there is none
   */
  void requireKey() {
    var _ = signer();
  }

  private JWSSigner signer() {
    JWSSigner known = signer;
    if (known == null) {
      throw new ProblemException(ErrorCode.CERTIFICATES_NOT_CONFIGURED);
    }
    return known;
  }

  /**
   * Signs a document.
   *
   * @return a JWS in the compact serialization (RFC 7515)
   * @throws ProblemException if there is no key
   */
  String sign(byte[] json) {
    JWSSigner key = signer();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(TYPE)
            .contentType("json")
            .keyID(keyId)
            .build();
    JWSObject jws = new JWSObject(header, new Payload(json));
    try {
      jws.sign(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("The certificate cannot be signed", e);
    }
    return jws.serialize();
  }
}

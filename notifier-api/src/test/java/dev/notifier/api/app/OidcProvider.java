package dev.notifier.api.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider on this machine: its keys over HTTP, and tokens signed with them. */
final class OidcProvider implements AutoCloseable {
  static final String ISSUER = "https://sso.example/realms/notifier";

  private static final int BITS = 2048;

  private final HttpServer server;
  private volatile RSAKey key = newKey("1");

  OidcProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          byte[] body = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  String jwkSetUri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  /** Signs with another key from now on. */
  void rotate(String id) {
    key = newKey(id);
  }

  /** A valid token, unless the change makes it invalid. */
  String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(change, key);
  }

  /** A token that is signed with a key that the provider does not publish. */
  String forged() {
    return sign(claims -> claims, newKey(key.getKeyID()));
  }

  /** A token that does not say with which key it is signed. */
  String withoutKeyId() {
    return sign(claims -> claims, new RSAKey.Builder(key).keyID(null).build());
  }

  private static String sign(UnaryOperator<JWTClaimsSet.Builder> change, RSAKey key) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience("notifier")
            .subject("7f3c")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("tenant", "default")
            .claim("scope", "openid event-types:read");
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            change.apply(claims).build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(BITS).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

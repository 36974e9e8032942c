package dev.notifier.api.inbound;

import dev.notifier.config.replies.ProviderConfig.Algorithm;
import dev.notifier.config.replies.ProviderConfig.Signature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the signatures of a provider. Thread-safe. */
final class ProviderSignature {
  private static final String HMAC = "HmacSHA256";

  private final Signature settings;
  private final String parameter;
  private final String content;

  /**
   * @param parameter the name of the parameter with the signature
   * @param content the name of the parameter with the text
   */
  ProviderSignature(Signature settings, String parameter, String content) {
    this.settings = settings;
    this.parameter = parameter;
    this.content = content;
  }

  /** Whether the provider has signed the parameters. Takes the same time for all wrong ones. */
  boolean isRight(ProviderForm form) {
    if (settings.algorithm() == Algorithm.NONE) {
      return true;
    }
    if (form.isRepeated(parameter) || settings.signed().stream().anyMatch(form::isRepeated)) {
      return false;
    }
    return hasOneMeaning(form) && MessageDigest.isEqual(expected(form), given(form));
  }

  /** Otherwise, other values with the same text between them would have the same signature. */
  private boolean hasOneMeaning(ProviderForm form) {
    String separator = settings.separator();
    return separator.isEmpty()
        || settings.signed().stream()
            .filter(name -> !name.equals(content) && !isSecret(name))
            .noneMatch(name -> form.value(name).contains(separator));
  }

  private byte[] expected(ProviderForm form) {
    byte[] values =
        settings.signed().stream()
            .map(name -> isSecret(name) ? settings.secret() : form.value(name))
            .collect(Collectors.joining(settings.separator()))
            .getBytes(StandardCharsets.UTF_8);
    try {
      if (settings.algorithm() == Algorithm.MD5) {
        return MessageDigest.getInstance("MD5").digest(values);
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(settings.secret().getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(values);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks MD5 or " + HMAC, e);
    }
  }

  private boolean isSecret(String name) {
    return settings.algorithm() == Algorithm.MD5 && name.equals(Signature.SECRET);
  }

  /** In hexadecimal digits of any case. */
  private byte[] given(ProviderForm form) {
    try {
      return HexFormat.of().parseHex(form.value(parameter));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}

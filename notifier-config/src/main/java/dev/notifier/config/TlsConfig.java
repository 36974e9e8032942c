package dev.notifier.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption of the link to a carrier. Files are PEM. Without trust certificates the platform's are
 * trusted; without a certificate the client does not authenticate itself.
 *
 * @param verifyHost whether the carrier's certificate must name the host
 * @param trustCertificates file of the trusted certificates
 * @param certificate file of the client certificate with its chain
 * @param privateKey file of its private key, PKCS#8 and not encrypted
 */
public record TlsConfig(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("true") boolean verifyHost,
    @DefaultValue("") String trustCertificates,
    @DefaultValue("") String certificate,
    @DefaultValue("") String privateKey) {}

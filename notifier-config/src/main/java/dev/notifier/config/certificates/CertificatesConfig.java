package dev.notifier.config.certificates;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Certificates of notifications.
 *
 * @param issuer who confirms what was sent, as readers of a certificate know it; at most 200
 *     characters
 * @param keyFiles PEM files of at most 16 keys; the first one signs and has a private key, and all
 *     of them are published. Empty = no certificates
 */
public record CertificatesConfig(
    @DefaultValue("Notifier") @Size(min = 1, max = 200, message = "must be 1 to 200 characters") String issuer,
    @DefaultValue @Size(max = 16, message = "must be at most 16 files") List<String> keyFiles) {}

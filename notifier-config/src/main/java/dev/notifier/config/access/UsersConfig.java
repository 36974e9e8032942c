package dev.notifier.config.access;

import jakarta.validation.Valid;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Users.
 *
 * @param passkeys the second factors that need a browser
 */
public record UsersConfig(@DefaultValue @Valid PasskeysConfig passkeys) {}

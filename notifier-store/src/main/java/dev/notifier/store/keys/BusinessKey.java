package dev.notifier.store.keys;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fact that an event is about, for one recipient. No personal data.
 *
 * @param digest an HMAC; see {@code BusinessKeyDigest}
 * @param window for how long after its first message no other one is sent
 * @param takesOver a batch whose messages about the fact do not count; null if all count
 */
public record BusinessKey(UUID digest, Duration window, @Nullable UUID takesOver) {}

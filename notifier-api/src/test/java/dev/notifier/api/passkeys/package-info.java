@NullMarked
package dev.notifier.api.passkeys;

import org.jspecify.annotations.NullMarked;

/** Who may call the api, besides the holders of keys. */
@NullMarked
package dev.notifier.config.access;

import org.jspecify.annotations.NullMarked;

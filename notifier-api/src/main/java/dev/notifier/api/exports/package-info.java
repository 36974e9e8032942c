/** Orders large exports, shows how far they are, and serves their files. */
@NullMarked
package dev.notifier.api.exports;

import org.jspecify.annotations.NullMarked;

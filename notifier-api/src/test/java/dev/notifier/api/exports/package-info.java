@NullMarked
package dev.notifier.api.exports;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.notifier.api.http;

import org.jspecify.annotations.NullMarked;

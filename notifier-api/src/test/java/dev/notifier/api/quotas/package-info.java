@NullMarked
package dev.notifier.api.quotas;

import org.jspecify.annotations.NullMarked;

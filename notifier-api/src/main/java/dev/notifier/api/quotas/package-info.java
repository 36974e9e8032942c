/** The monthly quotas of tenants in segments, and what they have used. */
@NullMarked
package dev.notifier.api.quotas;

import org.jspecify.annotations.NullMarked;

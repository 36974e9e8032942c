/** Training runs, which make the AOT caches of api, worker and this program. */
@NullMarked
package dev.notifier.local.training;

import org.jspecify.annotations.NullMarked;

/** The routes and sessions that all workers know, read from compacted topics. */
@NullMarked
package dev.notifier.worker.routes;

import org.jspecify.annotations.NullMarked;

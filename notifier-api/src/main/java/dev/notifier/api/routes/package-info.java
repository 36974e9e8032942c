/**
 * Routes while the line runs: what each is allowed, what each of its sessions does, and the orders
 * of operators. PostgreSQL has the truth; what is published of it reaches all workers.
 */
@NullMarked
package dev.notifier.api.routes;

import org.jspecify.annotations.NullMarked;

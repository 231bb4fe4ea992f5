/** Several servers on shared stores, as processes, with a load balancer in front. */
package dev.kato.it.cluster;

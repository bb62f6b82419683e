/**
 * Objects of a bucket that speaks S3's protocol: Amazon's, MinIO's, Ceph's and many others. In: the
 * address, the bucket, which keys are wanted. Out: every object at each scan, since S3 tells of no
 * changes; a listing costs a request for a thousand objects, and what has the version that it had
 * is not fetched.
 *
 * <p>Only the keys that a source names are used. The server's own, from its environment, files or
 * the cloud that it runs in, would let whoever makes a source read with the server's rights.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.s3;

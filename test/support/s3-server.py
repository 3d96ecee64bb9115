"""OpenStack Swift with its S3 API, on this machine alone: a real object store for tests.

usage: /usr/bin/python3 s3-server.py FOLDER PORT ACCESS_KEY SECRET_KEY   (Debian: python3-swift)

One disk, one replica, everything below FOLDER; the S3 API is at 127.0.0.1:PORT. Three further ports above it are used. Ends
with its parent's pipe (standard input).
"""
import os, subprocess, sys

from swift.common.ring import RingBuilder

folder, port, access, secret = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
servers = {"account": port + 1, "container": port + 2, "object": port + 3}


def write(name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


os.makedirs(os.path.join(folder, "disks", "d1"), exist_ok=True)
write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = test\n[storage-policy:0]\nname = one\ndefault = yes\n")
for kind, its_port in servers.items():
    ring = RingBuilder(2, 1, 0)
    place = {"ip": "127.0.0.1", "port": its_port, "replication_ip": "127.0.0.1", "replication_port": its_port}
    ring.add_dev({"id": 0, "region": 1, "zone": 1, "device": "d1", "weight": 1.0, "meta": "", **place})
    ring.rebalance()
    ring.get_ring().save(os.path.join(folder, kind + ".ring.gz"))
    write(
        kind + ".conf",
        f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {its_port}
workers = 0
user = root
swift_dir = {folder}
devices = {folder}/disks
mount_check = false
log_level = ERROR
fallocate_reserve = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
""",
    )
write(
    "proxy.conf",
    f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = root
swift_dir = {folder}
log_level = ERROR
[pipeline:main]
pipeline = catch_errors listing_formats cache s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
log_level = CRITICAL
[filter:s3api]
use = egg:swift#s3api
location = ap-south-1
[filter:tempauth]
use = egg:swift#tempauth
user_{access.replace(":", "_")} = {secret} .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
""",
)
serve = """
import sys
import swift.common.utils as utils
utils.SWIFT_CONF_FILE = sys.argv[1] + "/swift.conf"
utils.HASH_PATH_SUFFIX = b"test"
from swift.common.storage_policy import reload_storage_policies
reload_storage_policies()
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(sys.argv[1] + "/" + sys.argv[2] + ".conf", sys.argv[2] + "-server"))
"""
children = [subprocess.Popen([sys.executable, "-c", serve, folder, kind]) for kind in [*servers, "proxy"]]
try:
    sys.stdin.read()
finally:
    for child in children:
        child.kill()

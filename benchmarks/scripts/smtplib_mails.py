"""smtplib_mails.py PORT COUNT each|reused|login: COUNT mails, a connection for each as SOAR's connector does, or one for all, maybe with TLS and a login."""
import smtplib
import sys
from email.mime.text import MIMEText

port, count, way = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
body = ("x" * 76 + "\r\n") * 13


def message(i):
    mail = MIMEText(body)
    mail["From"], mail["To"], mail["Subject"] = "soar@example.org", "analyst@example.org", f"Case {i}"
    return mail.as_string()


def send(server, i):
    server.sendmail("soar@example.org", ["analyst@example.org"], message(i))


if way != "each":
    with smtplib.SMTP("127.0.0.1", port) as server:
        if way == "login":
            server.starttls()
            server.login("soar@example.org", "benchmark")
        for i in range(count):
            send(server, i)
else:
    for i in range(count):
        with smtplib.SMTP("127.0.0.1", port) as server:
            send(server, i)

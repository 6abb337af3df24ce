"""Stand-in of the gateway's contract, for development only."""
import asyncio, json, os, secrets, sys, datetime
from aiohttp import web, WSMsgType
PAGES = os.path.join(os.path.dirname(__file__), "../../src/gateway/pages")
FILES = {"/chat/": "chat.html", "/queue/": "queue.html"}
for f in ["chat.css","chat.js","line.js","words.js","shown.js","embed.js","icon.svg"]: FILES["/chat/"+f]=f
for f in ["queue.css","queue.js","card.js"]: FILES["/queue/"+f]=f
KINDS={"html":"text/html","css":"text/css","js":"text/javascript","svg":"image/svg+xml"}
CSP="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
convs={}; tickets=[]
G=[{"act":"Федеральный закон от 29.12.2006","point":None},{"act":"Федеральный закон от 19.05.1995 № 81-ФЗ","point":"статья 9"},{"act":"Приказ Минтруда России от 01.07.2021 № 442н","point":"3"}]
MENU={"kind":"menu","text":"Спросите своими словами или выберите раздел.","hint":None,"fact":None,"expects":"option","options":[{"name":n,"label":l} for n,l in [("a","Сообщения в МЧС"),("b","Меры поддержки"),("c","Подключение организации"),("d","О контакт-центре")]]}
YN={"kind":"ask","text":"Вы гражданин России и постоянно живёте в России?","hint":"Если гражданства нет или вы живёте за границей, ответьте «нет»: о ваших правах расскажет оператор.","fact":"гр","expects":"yes_no","options":[{"name":"да","label":"Да"},{"name":"нет","label":"Нет"}]}
NUM={"kind":"ask","text":"Какой у вас срок беременности в неделях?","hint":None,"fact":"ср","expects":"number","options":[]}
ANS={"kind":"say","text":"Единое пособие положено беременной со сроком от шести недель, если она встала на учёт до двенадцати недель и доход на человека не выше прожиточного минимума.","grounds":G}
def prob(status,title,detail=""): return web.json_response({"type":"about:blank","title":title,"status":status,"detail":detail or title},status=status,content_type="application/problem+json")
def step(c,ev):
    if ev["event"]=="text": c["lines"].append({"who":"citizen","text":ev["text"]})
    else: c["lines"].append({"who":"citizen","text":ev.get("name","").capitalize()})
    t=ev.get("text",ev.get("name","")).lower()
    if t=="оператор":
        c["over"]=True; c["handover"]={"queue":"q1","title":"Первая линия единого контакт-центра","state":"waiting"}
        card={"queue":"q1","queue_title":"Первая линия","level":2,"reason":"гражданин попросил оператора","topic":["a.b","Единое пособие беременной"],"position":["приветствие","раздел"],"facts":[{"name":"x","title":"Срок беременности в неделях","value":{"Number":"5"},"shown":"5","origin":{"origin":"said","turn":3},"personal":False},{"name":"y","title":"СНИЛС","value":{"Text":"1"},"shown":"112-233-445 95","origin":{"origin":"given"},"personal":True}],"transcript":{"lines":list(c["lines"]),"dropped":0},"grounds":G,"open":True,"question":{"words":"единое пособие","candidates":[["a.b","Единое пособие беременной",0.93]],"corrections":[["пасобие","пособие"]]},"unanswered":[["z","Материнский капитал"]],"outdated":[["Прожиточный минимум","2025-12-31"]]}
        tickets.append({"id":str(len(tickets)+1),"queue":"q1","title":"Первая линия","at":datetime.datetime.now(datetime.timezone.utc).isoformat(),"state":"waiting","by":None,"card":card,"_c":c})
        r=[{"kind":"say","text":"Соединяю с оператором. Повторять всё заново не придётся.","grounds":[]},{"kind":"handover","queue":"q1","title":"Первая линия единого контакт-центра","open":True}]
    elif "пособие" in t: r=[ANS,YN]
    elif t=="да": r=[NUM] if c["lines"][-2]["text"].startswith("Вы сейчас") else [dict(YN,text="Вы сейчас ждёте ребёнка?",hint=None)]
    elif t.isdigit(): r=[dict(ANS,text="По этим сведениям единое пособие беременной не положено.\nНужны срок от шести недель и учёт не позже двенадцати недель."),{"kind":"menu","text":"Соединить с оператором?","hint":None,"fact":None,"expects":"option","options":[{"name":"y","label":"Да, соединить"},{"name":"n","label":"Нет, спасибо"}]}]
    elif t=="n": r=[MENU]
    elif t in("ничего не нужно",): c["over"]=True; r=[{"kind":"say","text":"Спасибо за обращение. До свидания!","grounds":[]},{"kind":"end","outcome":"решено"}]
    elif t=="html": r=[{"kind":"say","text":"<img src=x onerror=alert(1)> <script>1</script>","grounds":[]}]
    else: r=[{"kind":"say","text":"Я не понял. Скажите, пожалуйста, другими словами.","grounds":[]},MENU]
    for x in r:
        if x.get("text"): c["lines"].append({"who":"system","text":x["text"]})
    c["turn"]+=1; c["replies"]=r
def view(c): return {k:c[k] for k in["conversation","turn","over","lines","dropped","replies","rating","handover"]}
def ans(c): return {"conversation":c["conversation"],"turn":c["turn"],"over":c["over"],"replies":c["replies"]}
def turn(c,id,ev):
    if c["last"]==id: return ans(c)
    if c["over"]: return None
    step(c,ev); c["last"]=id; return ans(c)
async def about(r): return web.json_response({"title":"Единый контакт-центр и сообщения в МЧС России","lang":"ru","bundle":"x"})
async def start(r):
    n=secrets.token_urlsafe(24)
    c=convs[n]={"conversation":n,"turn":1,"over":False,"lines":[],"dropped":0,"replies":[{"kind":"say","text":"Здравствуйте! Это автоматический помощник контакт-центра.","grounds":[]},MENU],"rating":None,"handover":None,"last":None,"ws":None}
    for x in c["replies"]: c["lines"].append({"who":"system","text":x["text"]})
    return web.json_response(ans(c),status=201)
def find(r): return convs.get(r.match_info["c"])
async def turns(r):
    c=find(r)
    if not c: return prob(404,"Нет")
    b=await r.json(); a=turn(c,b["id"],b["event"])
    return web.json_response(a) if a else prob(410,"Окончен")
async def get(r):
    c=find(r); return web.json_response(view(c)) if c else prob(404,"Нет")
async def delete(r):
    return web.Response(status=204) if convs.pop(r.match_info["c"],None) else prob(404,"Нет")
async def rating(r):
    c=find(r); c["rating"]=(await r.json())["stars"]; return web.Response(status=204)
async def socket(r):
    c=find(r)
    if not c: return prob(404,"Нет")
    ws=web.WebSocketResponse(); await ws.prepare(r); c["ws"]=ws
    async for m in ws:
        if m.type==WSMsgType.TEXT:
            b=json.loads(m.data)
            if c["conversation"] not in convs:
                await ws.send_json({"type":"problem","id":b["id"],"status":404}); continue
            a=turn(c,b["id"],b["event"])
            await ws.send_json({"type":"turn","id":b["id"],**a} if a else {"type":"problem","id":b["id"],"status":410,"title":"Окончен","detail":""})
    return ws
def auth(r): return r.headers.get("Authorization")=="Bearer "+"ключ-операторов".encode().hex()
def t_json(t): return {k:v for k,v in t.items() if k!="_c"}
async def tick(r):
    if not auth(r): return prob(401,"Ключ")
    after=int(r.query.get("after") or 0)
    return web.json_response({"tickets":[t_json(t) for t in tickets if int(t["id"])>after]})
async def take(r):
    if not auth(r): return prob(401,"Ключ")
    t=tickets[int(r.match_info["t"])-1]
    if t["state"]!="waiting": return prob(409,"Взято")
    t["state"]="taken"; t["by"]=(await r.json())["by"]; t["_c"]["handover"]["state"]="taken"
    if t["_c"]["ws"] and not t["_c"]["ws"].closed: await t["_c"]["ws"].send_json({"type":"handover","state":"taken"})
    return web.json_response(t_json(t))
async def done(r):
    t=tickets[int(r.match_info["t"])-1]; t["state"]="done"; t["_c"]["handover"]["state"]="done"
    if t["_c"]["ws"] and not t["_c"]["ws"].closed: await t["_c"]["ws"].send_json({"type":"handover","state":"done"})
    return web.Response(status=204)
async def file(r):
    f=FILES[r.path]
    return web.Response(text=open(os.path.join(PAGES,f)).read(),content_type=KINDS[f.rsplit(".",1)[1]],charset="utf-8",headers={"Content-Security-Policy":CSP,"X-Content-Type-Options":"nosniff"})
app=web.Application()
app.add_routes([web.get(p,file) for p in FILES]+[web.get("/v1/about",about),web.post("/v1/conversations",start),web.post("/v1/conversations/{c}/turns",turns),web.get("/v1/conversations/{c}",get),web.delete("/v1/conversations/{c}",delete),web.post("/v1/conversations/{c}/rating",rating),web.get("/v1/conversations/{c}/socket",socket),web.get("/v1/tickets",tick),web.post("/v1/tickets/{t}/take",take),web.post("/v1/tickets/{t}/done",done)])

import socket as S
k=S.socket(); a=sys.argv; h=a[a.index("--listen")+1].split(":"); k.setsockopt(S.SOL_SOCKET,S.SO_REUSEADDR,1); k.bind((h[0],int(h[1]))); print("http://%s:%d/"%k.getsockname(),flush=True)
web.run_app(app,sock=k,print=None)
